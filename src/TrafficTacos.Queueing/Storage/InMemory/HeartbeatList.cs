namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Entries in the order in which they will expire. The clock only goes forward, so the last to be heard belongs at the end,
/// and every step is O(1).</summary>
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

    public void Append(QueueEntry entry)
    {
        entry.Before = _last;
        entry.After = null;
        if (_last is null)
            First = entry;
        else
            _last.After = entry;
        _last = entry;
        _uncounted ??= entry;
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
    }
}
