using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>
/// What this process knows of the sessions of one event: which of them ended since when, from the journal, and the service clock. A
/// session that the store confirmed since then, whose end is not among them, need not be asked for while it is fresh. That holds for the
/// two seconds after a complete read began; the seat of an ended session is held for three.
/// </summary>
internal sealed class SessionWatch(TimeProvider time)
{
    internal const int MaxEnded = 100_000;
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly HashSet<Place> _ended = [];
    private Generation _generation;
    private (long Service, long At)? _clock;
    private long _usedAt = time.GetTimestamp();

    /// <summary>What ended before this time, by the service clock, is unknown; null while nothing is known.</summary>
    private long? _knownSince;
    private RecordId _last;
    private long _readAt;
    private long _lossSince;

    /// <summary>Since somebody came with a session.</summary>
    public TimeSpan Unused => time.GetElapsedTime(Volatile.Read(ref _usedAt));

    public void NoteUse() => Volatile.Write(ref _usedAt, time.GetTimestamp());

    /// <summary>The store's service clock was this at some instant after <paramref name="sent"/>, when it was asked. So what is reckoned from
    /// it runs ahead of the store and never behind: a session is not taken for fresh longer than it is.</summary>
    public void NoteClock(long service, long sent)
    {
        lock (_lock)
            _clock = (service, sent);
    }

    public void NoteGeneration(Generation generation)
    {
        lock (_lock)
            _generation = generation;
    }

    public void NoteEnd(Place place)
    {
        lock (_lock)
            AddEnded(place);
    }

    /// <summary>The service clock now, if the session need not be asked for; otherwise null.</summary>
    public long? Accepts(Place place, in SessionProof proof)
    {
        lock (_lock)
        {
            var isKnown = _knownSince is { } since && proof.ConfirmedAt >= since && proof.Generation == _generation && time.GetElapsedTime(_readAt) <= GoodFor;
            return isKnown && Now() is { } now && now <= proof.FreshUntil && !_ended.Contains(place) ? now : null;
        }
    }

    public bool HasEnded(Place place)
    {
        lock (_lock)
            return _ended.Contains(place);
    }

    /// <summary>Where the next read of the journal begins; null where it has to find the end first.</summary>
    /// <param name="lossSince">The last loss of the store: after another one nothing is known.</param>
    public RecordId? Begin(long lossSince)
    {
        lock (_lock)
        {
            if (lossSince != _lossSince)
                (_knownSince, _lossSince) = (null, lossSince);
            return _knownSince is null ? null : _last;
        }
    }

    /// <summary>The reading begins here. From now on nothing that ends is missed.</summary>
    /// <param name="end">The newest record; none of an event without a journal.</param>
    /// <param name="began">When the store was asked for it.</param>
    public void Start(RecordId end, long began)
    {
        lock (_lock)
        {
            // A clock that was read before an outage runs far ahead.
            var isClockKnown = _clock is { } clock && time.GetElapsedTime(clock.At) <= GoodFor;
            (_knownSince, _last, _readAt) = (end != RecordId.Start && isClockKnown ? Now() : null, end, began);
        }
    }

    /// <summary>The journal was read up to here.</summary>
    public void Read(JournalPage page, long began)
    {
        lock (_lock)
        {
            foreach (var record in page.Records)
            {
                if (string.Equals(record.Kind, "session_ended", StringComparison.Ordinal))
                    AddEnded(new Place(record.Entry, record.Ticket));
                else if (string.Equals(record.Kind, "ended", StringComparison.Ordinal))
                    (_knownSince, _generation) = (null, Generation.None); // all of them
            }

            _last = page.Last;
            if (page.Records.Count < JournalPage.MaxCount)
                _readAt = began;
        }
    }

    private void AddEnded(Place place)
    {
        if (_ended.Count >= MaxEnded)
        {
            // Whoever was confirmed before is asked for again.
            _ended.Clear();
            _knownSince = _knownSince is null ? null : Now();
        }

        _ended.Add(place);
    }

    private long? Now() => _clock is { } clock ? clock.Service + (long)time.GetElapsedTime(clock.At).TotalMicroseconds : null;
}
