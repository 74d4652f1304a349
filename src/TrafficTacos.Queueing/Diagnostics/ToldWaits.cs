using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>
/// Remembers of some visitors what they were told, at join and at half of that wait, and compares it with what happened. In
/// this process alone: the store would pay for every visitor. Whose entry ids, which are hashes, end in enough zeros are
/// watched: a fair sample, and an entry that is not in it costs a comparison. The more wait, the more zeros are asked for.
/// </summary>
internal sealed class ToldWaits(WaitingRoomMetrics metrics)
{
    /// <summary>The most that are watched at once, all events together.</summary>
    internal const int Most = 1_000;

    /// <summary>Who was not seen for so long (microseconds) asks elsewhere, or not at all.</summary>
    private const long Forgotten = 300_000_000;

    private readonly Dictionary<(string EventId, Place Place), Told> _watched = [];
    private readonly Lock _lock = new();
    private ulong _mask;

    /// <summary>How many are watched.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _watched.Count;
        }
    }

    /// <summary>A new place, and the wait its owner is told. Who need not wait is told nothing that could be wrong.</summary>
    public void Joined(string eventId, Place place, long now, TimeSpan told)
    {
        if (told <= TimeSpan.Zero || !IsWatched(place))
            return;
        lock (_lock)
        {
            if (_watched.Count >= Most)
                MakeRoom(now);
            if (_watched.Count < Most && IsWatched(place))
                _watched[(eventId, place)] = new Told((long)told.TotalMicroseconds, now);
        }
    }

    /// <summary>Still waiting, and told this much more.</summary>
    public void Waits(string eventId, Place place, long now, TimeSpan told)
    {
        if (!IsWatched(place))
            return;
        lock (_lock)
        {
            if (!_watched.TryGetValue((eventId, place), out var visitor))
                return;
            visitor.LastWaiting = now;
            if (visitor.ToldAtHalf is null && now - place.Ticket >= visitor.ToldAtJoin / 2)
                visitor.ToldAtHalf = (now, (long)told.TotalMicroseconds);
        }
    }

    /// <summary>
    /// Ready, or admitted already. When that began lies between the last look and this one: it is taken for the middle. Looks
    /// further apart than a visitor is told to ask say too little.
    /// </summary>
    public void Ready(string eventId, Place place, long now, EventPolicy policy)
    {
        if (!IsWatched(place))
            return;
        Told? visitor;
        lock (_lock)
        {
            if (!_watched.TryGetValue((eventId, place), out visitor))
                return;
            Remove((eventId, place));
        }

        if (now - visitor.LastWaiting > 2 * policy.MaximumPoll.TotalMicroseconds)
            return;
        var since = visitor.LastWaiting + (now - visitor.LastWaiting) / 2;
        metrics.EstimateMissed(eventId, "join", since - place.Ticket - visitor.ToldAtJoin);
        if (visitor.ToldAtHalf is var (at, told))
            metrics.EstimateMissed(eventId, "half", since - at - told);
    }

    /// <summary>Left, expired or not there any more: nothing happened that could be compared.</summary>
    public void Gone(string eventId, Place place)
    {
        if (!IsWatched(place))
            return;
        lock (_lock)
            Remove((eventId, place));
    }

    /// <summary>Most of a large queue ends here, without the lock.</summary>
    private bool IsWatched(Place place) => ((ulong)place.Entry.Value & Volatile.Read(ref _mask)) == 0;

    private void Remove((string EventId, Place Place) visitor)
    {
        if (_watched.Remove(visitor) && _watched.Count < Most / 4)
            Volatile.Write(ref _mask, _mask >> 1);
    }

    private void MakeRoom(long now)
    {
        foreach (var (visitor, told) in _watched)
        {
            if (now - told.LastWaiting > Forgotten)
                _watched.Remove(visitor);
        }

        if (_watched.Count <= Most / 2)
            return;
        Volatile.Write(ref _mask, (_mask << 1) | 1);
        foreach (var visitor in _watched.Keys)
        {
            if (!IsWatched(visitor.Place))
                _watched.Remove(visitor);
        }
    }

    /// <param name="toldAtJoin">Microseconds.</param>
    /// <param name="joined">By the store's clock, as all instants here.</param>
    private sealed class Told(long toldAtJoin, long joined)
    {
        public long ToldAtJoin => toldAtJoin;

        public (long At, long Told)? ToldAtHalf { get; set; }

        public long LastWaiting { get; set; } = joined;
    }
}
