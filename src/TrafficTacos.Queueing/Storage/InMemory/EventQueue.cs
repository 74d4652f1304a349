using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>
/// One event in this process: what lua/ does, on its own data structures. Not safe for concurrent use; the store calls it under
/// <see cref="Lock"/>. <c>at</c> is the process' clock in microseconds and never goes back.
/// </summary>
internal sealed partial class EventQueue
{
    private readonly Dictionary<EntryId, QueueEntry> _entries = [];
    private readonly PositionIndex _positions = new();

    /// <summary>Whose turn it is.</summary>
    private readonly HashSet<QueueEntry> _told = [];
    private readonly HeartbeatList _heartbeats = new();
    private readonly HeartbeatList _heardInAdvance = new();
    private readonly HeartbeatList _softLeaves = new();
    private readonly Queue<JournalRecord> _journal = new();
    private readonly RateSlots _admissions = new();
    private readonly RateSlots _abandoned = new();
    private readonly RateSlots _noShows = new();
    private readonly RateSlots _neverPolled = new();
    private QueueClock? _clock;
    private long? _epoch;
    private long _lastTicket;

    /// <summary>The largest rank that was ever ready.</summary>
    private double _front = -1;
    private (double Level, long At)? _bucket;

    public Lock Lock { get; } = new();

    public JoinReply Join(EntryId id, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        _epoch ??= now.Clock.Store;
        var wasEmpty = _positions.Count == 0;
        var (entry, told) = Settle(id, null, hidden: false, now, policy);
        JoinReply reply;
        if (told == Told.Admitted)
        {
            reply = new JoinReply(false, _records[id].Ticket, 0, now.Clock.Store, PlaceState.Admitted, at);
        }
        else
        {
            var created = entry is null;
            entry ??= Append(id, now, policy);
            var position = _positions.PositionOf(entry);
            var ready = AdmissionRule.IsReady(position, now.Clock.Store - entry.Ticket, now.Level, now.Paused, policy);
            if (created)
                _heartbeats.Insert(entry);
            else
                Hear(entry, now.Clock.Waiting, inAdvance: false);
            if (ready)
                TellReady(entry, now);
            reply = new JoinReply(created, entry.Ticket, position, now.Clock.Store, ready ? PlaceState.Ready : PlaceState.Waiting, at);
        }

        if (!now.Clock.Busy)
            _clock = now.Clock with { Run = at, Busy = true };
        if (wasEmpty)
            ExtendExpiry(policy, at);
        return reply;
    }

    public StatusReply Status(Place place, bool hidden, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        var (entry, told) = Settle(place.Entry, place.Ticket, hidden, now, policy);
        var (state, position, turn) = (PlaceState.Gone, 0L, 0L);
        if (entry is not null)
        {
            position = _positions.PositionOf(entry);
            Hear(entry, now.Clock.Waiting + (hidden ? (long)policy.HiddenGrace : 0), hidden);
            state = PlaceState.Waiting;
            if (AdmissionRule.IsReady(position, now.Clock.Store - entry.Ticket, now.Level, now.Paused, policy))
            {
                TellReady(entry, now);
                (state, turn) = (PlaceState.Ready, now.Clock.Waiting - entry.TurnSince!.Value);
            }
        }
        else if (told == Told.Admitted)
        {
            state = PlaceState.Admitted;
        }
        else if (told is { } rank)
        {
            (state, position) = (PlaceState.Waiting, _positions.CountBefore(rank) + 1);
        }

        return new StatusReply(now.Clock.Store, _positions.Count, now.Paused, (long)Math.Floor(now.Level), state, position, turn);
    }

    public EnterReply Enter(Place place, UInt128 user, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        var service = now.Clock.Service;
        if (LivePass(place.Entry, service) is { } pass && pass.Ticket == place.Ticket)
        {
            if (pass.State == PassState.Spent)
                return new EnterReply(EnterCode.Gone);
            return pass.User == user
                ? new EnterReply(EnterCode.Granted, pass.Expires - service, Waited: -1)
                : new EnterReply(EnterCode.OtherUser);
        }

        if (Settle(place.Entry, place.Ticket, hidden: false, now, policy).Entry is not { } entry)
            return new EnterReply(EnterCode.Gone);

        var waited = now.Clock.Store - entry.Ticket;
        var position = _positions.PositionOf(entry);
        if (!AdmissionRule.IsReady(position, waited, now.Level, now.Paused, policy))
        {
            Hear(entry, now.Clock.Waiting, inAdvance: false);
            return new EnterReply(EnterCode.NotReady, 0, position, (long)Math.Floor(now.Level), waited, now.Paused);
        }

        TakeOut(entry);
        _bucket = (now.Level - AdmissionRule.Token, now.Clock.Store);
        var expires = service + (long)policy.PassLifetime;
        _passes[place.Entry] = new Pass(PassState.Live, entry.Ticket, expires, user, UInt128.Zero);
        var record = _records.GetValueOrDefault(place.Entry) ?? new PlaceRecord(entry.Ticket);
        (record.Rank, record.Kind) = (entry.Rank, RecordKind.Admitted);
        Keep(_admitted, place.Entry, record, expires);
        _front = Math.Max(_front, entry.Rank);
        _admissions.Add(now.Clock.Store);
        AppendJournal("admitted", place.Entry, entry.Ticket, policy);
        return new EnterReply(EnterCode.Granted, (long)policy.PassLifetime, Waited: Math.Max(0, waited));
    }

    public bool Leave(Place place, bool soft, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        var record = _records.GetValueOrDefault(place.Entry);
        if (!_entries.TryGetValue(place.Entry, out var entry))
        {
            if (record is not { IsRemembered: true } || record.Ticket != place.Ticket)
                return false;
            if (!soft)
                Forget(place.Entry, place.Ticket, "left", policy);
            return true;
        }

        if (entry.Ticket != place.Ticket)
            return false;
        if (!soft)
        {
            _abandoned.Add(now.Clock.Store);
            Forget(place.Entry, place.Ticket, "left", policy);
        }
        else if (entry.Heartbeat >= 0)
        {
            // A second beacon does not extend the grace, and what another tab told in advance is not shortened.
            entry.List!.Remove(entry);
            entry.Heartbeat = -Math.Max(now.Clock.Waiting + (long)policy.LeaveGrace, entry.Heartbeat);
            _softLeaves.Insert(entry);
        }

        return true;
    }

    /// <summary>What lua/include/read_event.lua reads.</summary>
    private Instant Read(EventPolicy policy, long at)
    {
        var (rate, burst, paused) = Settings(policy);
        var clock = (_clock ?? QueueClock.StartingAt(at)).At(at, paused);
        var level = _bucket is { } bucket
            ? AdmissionRule.Level(bucket.Level, bucket.At, clock.Store, rate, burst, paused)
            : burst * AdmissionRule.Token;
        return new Instant(clock, rate, burst, paused, level, AdmissionRule.Reach(level, paused, policy));
    }

    private QueueEntry Append(EntryId id, in Instant now, EventPolicy policy)
    {
        _lastTicket = Math.Max(now.Clock.Store, _lastTicket + 1);
        var entry = new QueueEntry(id, _lastTicket, Rank.Of(_lastTicket, _epoch!.Value)) { Heartbeat = now.Clock.Waiting };
        _entries.Add(id, entry);
        _positions.Add(entry);
        AppendJournal("joined", id, entry.Ticket, policy);
        return entry;
    }

    /// <summary>The later of two heartbeats counts: another tab may have told more.</summary>
    private void Hear(QueueEntry entry, long heard, bool inAdvance)
    {
        if (heard < entry.Heartbeat)
            return;
        entry.HasPolled |= heard > entry.Heartbeat;
        entry.List?.Remove(entry);
        entry.Heartbeat = heard;
        (inAdvance ? _heardInAdvance : _heartbeats).Insert(entry);
    }

    private void TellReady(QueueEntry entry, in Instant now)
    {
        entry.TurnSince ??= now.Clock.Waiting;
        _told.Add(entry);
        _front = Math.Max(_front, entry.Rank);
    }

    private void TakeOut(QueueEntry entry)
    {
        _entries.Remove(entry.Id);
        _positions.Remove(entry);
        _told.Remove(entry);
        entry.List?.Remove(entry);
    }

    private void AppendJournal(string kind, EntryId entry, long ticket, EventPolicy policy)
    {
        _journal.Enqueue(new JournalRecord(kind, entry, ticket));
        while (_journal.Count > policy.JournalLength)
            _journal.Dequeue();
    }

    /// <summary>The numbers in force at one instant.</summary>
    private readonly record struct Instant(QueueClock Clock, double Rate, double Burst, bool Paused, double Level, double Reach);
}
