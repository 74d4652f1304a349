namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Entries in the order of their heartbeats. Nearly always the last to be heard belongs at the end, so a step is O(1): heartbeats
/// in advance and soft leaves have lists of their own.</summary>
internal sealed class HeartbeatList
{
    private QueueEntry? _last;

    // Where the last count stopped: every entry before it was heard before that time.
    private QueueEntry? _uncounted;
    private long _countedTo = long.MinValue;
    private long _counted;

    public QueueEntry? First { get; private set; }

    /// <summary>How many were heard before this time, which only goes forward: each entry is passed once.</summary>
    public long CountBefore(long time)
    {
        for (_countedTo = time; _uncounted is { } entry && entry.Heartbeat < time; _uncounted = entry.After)
            _counted++;
        return _counted;
    }

    /// <summary>Puts an entry behind those that were heard before it or at the same time.</summary>
    public void Insert(QueueEntry entry)
    {
        var before = _last;
        while (before is not null && Math.Abs(before.Heartbeat) > Math.Abs(entry.Heartbeat))
            before = before.Before;
        var after = before is null ? First : before.After;
        (entry.List, entry.Before, entry.After) = (this, before, after);
        if (before is null)
            First = entry;
        else
            before.After = entry;
        if (after is null)
            _last = entry;
        else
            after.Before = entry;
        if (entry.Heartbeat < _countedTo)
            _counted++;
        else if (_uncounted == after)
            _uncounted = entry;
    }

    public void Remove(QueueEntry entry)
    {
        if (entry == _uncounted)
            _uncounted = entry.After;
        else if (entry.Heartbeat < _countedTo)
            _counted--;
        if (entry.Before is null)
            First = entry.After;
        else
            entry.Before.After = entry.After;
        if (entry.After is null)
            _last = entry.Before;
        else
            entry.After.Before = entry.Before;
        entry.List = null;
    }
}
