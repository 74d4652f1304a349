namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>One visitor in the queue.</summary>
internal sealed class QueueEntry(EntryId id, long ticket)
{
    public EntryId Id => id;

    public long Ticket => ticket;

    /// <summary>Where the position index keeps it.</summary>
    public int Slot { get; set; }

    /// <summary>The last heartbeat, or minus the deadline of a soft leave.</summary>
    public long Seen { get; set; }

    /// <summary>Neighbours in the list of heartbeats or of soft leaves.</summary>
    public QueueEntry? Before { get; set; }

    /// <inheritdoc cref="Before"/>
    public QueueEntry? After { get; set; }
}

/// <summary>Entries in the order in which their time will be up. The clock only goes forward, so whoever was seen last
/// belongs at the end, and every step is O(1).</summary>
internal sealed class SilenceList
{
    private QueueEntry? _last;

    // Where the last count stopped: everybody before was seen before that time.
    private QueueEntry? _uncounted;
    private long _countedTo = long.MinValue;
    private long _counted;

    public QueueEntry? First { get; private set; }

    /// <summary>How many were seen before this time, which only goes forward: each is passed once.</summary>
    public long CountBefore(long time)
    {
        for (_countedTo = time; _uncounted is { } entry && entry.Seen < time; _uncounted = entry.After)
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
        else if (entry.Seen < _countedTo)
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
