using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>
/// Compares what visitors were told, at join and at half of that wait, with what happened. It samples visitors whose hashed entry
/// id ends in N zero bits: a fair sample, and a visitor outside it costs one comparison. N grows with the number of visitors. The
/// sample is kept in this process, because in the store every visitor would cost bytes.
/// </summary>
internal sealed class EstimateAccuracySampler(WaitingRoomMetrics metrics, RecentEstimateErrors recent)
{
    /// <summary>The largest sample, all events together.</summary>
    internal const int MaxSampled = 1_000;

    /// <summary>A visitor who was not seen for this long (microseconds) polls another gateway, or none.</summary>
    private const long MaxAge = 300_000_000;

    private readonly Dictionary<(string EventId, Place Place), Sample> _samples = [];
    private readonly Lock _lock = new();
    private ulong _mask;

    /// <summary>The size of the sample.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _samples.Count;
        }
    }

    /// <summary>A new place and the estimate told with it. A visitor who is told zero is not sampled.</summary>
    public void Joined(string eventId, Place place, long now, TimeSpan told)
    {
        if (told <= TimeSpan.Zero || !IsSampled(place))
            return;
        lock (_lock)
        {
            if (_samples.Count >= MaxSampled)
                MakeRoom(now);
            if (_samples.Count < MaxSampled && IsSampled(place))
                _samples[(eventId, place)] = new Sample((long)told.TotalMicroseconds, now);
        }
    }

    /// <summary>A visitor who still waits, and the estimate told now.</summary>
    public void Waits(string eventId, Place place, long now, TimeSpan told)
    {
        if (!IsSampled(place))
            return;
        lock (_lock)
        {
            if (!_samples.TryGetValue((eventId, place), out var sample))
                return;
            sample.LastWaiting = now;
            if (sample.ToldAtHalf is null && now - place.Ticket >= sample.ToldAtJoin / 2)
                sample.ToldAtHalf = (now, (long)told.TotalMicroseconds);
        }
    }

    /// <summary>
    /// A visitor who is ready, or admitted. That began between the last poll and this one; the middle is taken. Polls further apart
    /// than a visitor is told to poll say too little.
    /// </summary>
    public void Ready(string eventId, Place place, long now, EventPolicy policy)
    {
        if (!IsSampled(place))
            return;
        Sample? sample;
        lock (_lock)
        {
            if (!_samples.TryGetValue((eventId, place), out sample))
                return;
            Remove((eventId, place));
        }

        if (now - sample.LastWaiting > 2 * policy.MaximumPollInterval.TotalMicroseconds)
            return;
        var since = sample.LastWaiting + (now - sample.LastWaiting) / 2;
        metrics.EstimateMissed(eventId, "join", since - place.Ticket - sample.ToldAtJoin);
        recent.Add(eventId, sample.ToldAtJoin, since - place.Ticket);
        if (sample.ToldAtHalf is var (at, told))
            metrics.EstimateMissed(eventId, "half", since - at - told);
    }

    /// <summary>A visitor who left or expired: there is nothing to compare.</summary>
    public void Gone(string eventId, Place place)
    {
        if (!IsSampled(place))
            return;
        lock (_lock)
            Remove((eventId, place));
    }

    /// <summary>Most visitors of a large queue end here, without the lock.</summary>
    private bool IsSampled(Place place) => ((ulong)place.Entry.Value & Volatile.Read(ref _mask)) == 0;

    private void Remove((string EventId, Place Place) visitor)
    {
        if (_samples.Remove(visitor) && _samples.Count < MaxSampled / 4)
            Volatile.Write(ref _mask, _mask >> 1);
    }

    private void MakeRoom(long now)
    {
        foreach (var (visitor, sample) in _samples)
        {
            if (now - sample.LastWaiting > MaxAge)
                _samples.Remove(visitor);
        }

        if (_samples.Count <= MaxSampled / 2)
            return;
        Volatile.Write(ref _mask, (_mask << 1) | 1);
        foreach (var visitor in _samples.Keys)
        {
            if (!IsSampled(visitor.Place))
                _samples.Remove(visitor);
        }
    }

    /// <param name="toldAtJoin">Microseconds.</param>
    /// <param name="joined">By the store's clock, as all instants here.</param>
    private sealed class Sample(long toldAtJoin, long joined)
    {
        public long ToldAtJoin => toldAtJoin;

        public (long At, long Told)? ToldAtHalf { get; set; }

        public long LastWaiting { get; set; } = joined;
    }
}
