using System.Diagnostics.CodeAnalysis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>
/// One event in this process: what lua/ does, on its own data structures. Not safe for concurrent use; the store calls it under
/// <see cref="Lock"/>. <c>at</c> is the store's clock in microseconds and never goes back.
/// </summary>
internal sealed partial class EventQueue
{
    private readonly Dictionary<EntryId, QueueEntry> _entries = [];
    private readonly PositionIndex _positions = new();
    private readonly HeartbeatList _heartbeats = new();
    private readonly HeartbeatList _softLeaves = new();
    private readonly Queue<JournalRecord> _journal = new();
    private readonly RateSlots _admissions = new();
    private readonly RateSlots _abandoned = new();
    private readonly RateSlots _noShows = new();
    private readonly RateSlots _neverPolled = new();
    private long? _lastTicket;
    private long? _firstJoin;
    private (double Level, long At)? _bucket;

    public Lock Lock { get; } = new();

    public JoinReply Join(EntryId id, EventPolicy policy, long at)
    {
        if (_entries.TryGetValue(id, out var entry))
        {
            if (!IsExpired(entry, policy, at))
            {
                Beat(entry, at);
                return new JoinReply(false, entry.Ticket, _positions.PositionOf(entry), at);
            }

            Depart(entry, entry.Heartbeat < 0 ? "left" : "expired", policy, at);
        }

        if (_lastTicket is null)
            _firstJoin = at;
        if (_positions.Count == 0)
            ExtendExpiry(policy, at);
        var ticket = _lastTicket is { } last ? Math.Max(at, last + 1) : at;
        _lastTicket = ticket;
        entry = new QueueEntry(id, ticket) { Heartbeat = at };
        _entries.Add(id, entry);
        _positions.Append(entry);
        _heartbeats.Append(entry);
        AppendJournal("joined", entry, policy);
        return new JoinReply(true, ticket, _positions.Count, at);
    }

    public StatusReply Status(Place place, EventPolicy policy, long at)
    {
        var (rate, burst, paused) = Settings(policy);
        var level = Level(rate, burst, paused, at);
        var (state, position) = (PlaceState.Gone, 0L);
        if (!TryFind(place, out var entry))
        {
            if (LivePass(place.Entry, at) is { } pass && pass.Ticket == place.Ticket && pass.State != PassState.Spent)
                state = PlaceState.Admitted;
        }
        else if (!IsExpired(entry, policy, at))
        {
            Beat(entry, at);
            position = _positions.PositionOf(entry);
            state = AdmissionRule.IsReady(position, at - entry.Ticket, level, paused, policy) ? PlaceState.Ready : PlaceState.Waiting;
        }

        return new StatusReply(at, _positions.Count, paused, (long)Math.Floor(level), state, position);
    }

    public EnterReply Enter(Place place, UInt128 user, EventPolicy policy, long at)
    {
        if (LivePass(place.Entry, at) is { } pass && pass.Ticket == place.Ticket)
        {
            if (pass.State == PassState.Spent)
                return new EnterReply(EnterCode.Gone);
            return pass.User == user
                ? new EnterReply(EnterCode.Granted, pass.Expires - at, Waited: -1)
                : new EnterReply(EnterCode.OtherUser);
        }

        if (!TryFind(place, out var entry) || IsExpired(entry, policy, at))
            return new EnterReply(EnterCode.Gone);

        var waited = at - entry.Ticket;
        var position = _positions.PositionOf(entry);
        var (rate, burst, paused) = Settings(policy);
        var level = Level(rate, burst, paused, at);
        if (!AdmissionRule.IsReady(position, waited, level, paused, policy))
            return new EnterReply(EnterCode.NotReady, 0, position, (long)Math.Floor(level), waited, paused);

        Remove(entry);
        _bucket = (level - AdmissionRule.Token, at);
        _passes[place.Entry] = new Pass(PassState.Live, entry.Ticket, at + (long)policy.PassLifetime, user, UInt128.Zero);
        _admissions.Add(at);
        AppendJournal("admitted", entry, policy);
        return new EnterReply(EnterCode.Granted, (long)policy.PassLifetime, Waited: Math.Max(0, waited));
    }

    public bool Leave(Place place, bool soft, EventPolicy policy, long at)
    {
        if (!TryFind(place, out var entry) || IsExpired(entry, policy, at))
            return false;
        if (!soft)
        {
            Depart(entry, "left", policy, at);
        }
        else if (entry.Heartbeat >= 0)
        {
            _heartbeats.Remove(entry);
            entry.Heartbeat = -(at + (long)policy.LeaveGrace);
            _softLeaves.Append(entry);
        }

        return true;
    }

    private static bool IsExpired(QueueEntry entry, EventPolicy policy, long at) =>
        entry.Heartbeat < 0 ? at > -entry.Heartbeat : at - entry.Heartbeat > policy.HeartbeatTimeout;

    private bool TryFind(Place place, [NotNullWhen(true)] out QueueEntry? entry) =>
        _entries.TryGetValue(place.Entry, out entry) && entry.Ticket == place.Ticket;

    private void Beat(QueueEntry entry, long at)
    {
        (entry.Heartbeat < 0 ? _softLeaves : _heartbeats).Remove(entry);
        entry.Heartbeat = at;
        _heartbeats.Append(entry);
    }

    private void Depart(QueueEntry entry, string kind, EventPolicy policy, long at)
    {
        Remove(entry);
        var rate = kind is "no_show" ? _noShows : kind is "expired" && entry.Heartbeat <= entry.Ticket ? _neverPolled : _abandoned;
        rate.Add(at);
        AppendJournal(kind, entry, policy);
    }

    private void Remove(QueueEntry entry)
    {
        _entries.Remove(entry.Id);
        _positions.Remove(entry);
        (entry.Heartbeat < 0 ? _softLeaves : _heartbeats).Remove(entry);
    }

    private void AppendJournal(string kind, QueueEntry entry, EventPolicy policy)
    {
        _journal.Enqueue(new JournalRecord(kind, entry.Id, entry.Ticket));
        while (_journal.Count > policy.JournalLength)
            _journal.Dequeue();
    }

    private double Level(double rate, double burst, bool paused, long at) => _bucket is { } bucket
        ? AdmissionRule.Level(bucket.Level, bucket.At, at, rate, burst, paused)
        : burst * AdmissionRule.Token;
}
