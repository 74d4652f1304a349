using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>One line of the audit trail.</summary>
internal readonly record struct JournalRecord(string Kind, EntryId Entry, long Ticket);

/// <summary>
/// One event in this process: what lua/ does, on data structures of its own. Not safe for concurrent use; the store calls it
/// under the event's lock. <c>at</c> is the store's clock in microseconds and never goes back.
/// </summary>
internal sealed partial class EventQueue
{
    private readonly Dictionary<EntryId, QueueEntry> _entries = [];
    private readonly PositionIndex _positions = new();
    private readonly SilenceList _heartbeats = new();
    private readonly SilenceList _softLeaves = new();
    private readonly Queue<JournalRecord> _journal = new();
    private readonly RateSlots _admissions = new();
    private readonly RateSlots _gaveUp = new();
    private readonly RateSlots _noShows = new();
    private readonly RateSlots _vanished = new();
    private long? _lastTicket;
    private long? _born;
    private (double Level, long At)? _bucket;

    public JoinReply Join(EntryId id, EventPolicy policy, long at)
    {
        if (_entries.TryGetValue(id, out var entry))
        {
            if (!IsSilent(entry, policy, at))
            {
                Beat(entry, at);
                return new JoinReply(false, entry.Ticket, _positions.PositionOf(entry), at);
            }

            Depart(entry, entry.Seen < 0 ? "left" : "expired", policy, at);
        }

        if (_lastTicket is null)
            _born = at;
        var ticket = _lastTicket is { } last ? Math.Max(at, last + 1) : at;
        _lastTicket = ticket;
        entry = new QueueEntry(id, ticket) { Seen = at };
        _entries.Add(id, entry);
        _positions.Append(entry);
        _heartbeats.Append(entry);
        Record("joined", entry, policy);
        return new JoinReply(true, ticket, _positions.Count, at);
    }

    public StatusReply Status(IReadOnlyList<Place> places, EventPolicy policy, long at)
    {
        var (refill, capacity, paused) = Numbers(policy);
        var level = Level(refill, capacity, paused, at);
        var answers = new PlaceStatus[places.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            if (!TryFind(places[i], out var entry))
            {
                var admitted = LivePass(places[i].Entry, at) is { } pass && pass.Ticket == places[i].Ticket && pass.State != PassState.Spent;
                answers[i] = new PlaceStatus(admitted ? PlaceState.Admitted : PlaceState.Gone, 0);
            }
            else if (!IsSilent(entry, policy, at))
            {
                Beat(entry, at);
                var position = _positions.PositionOf(entry);
                var ready = AdmissionRule.IsReady(position, at - entry.Ticket, level, paused, policy);
                answers[i] = new PlaceStatus(ready ? PlaceState.Ready : PlaceState.Waiting, position);
            }
        }

        return new StatusReply(at, _positions.Count, paused, (long)Math.Floor(level), answers);
    }

    public EnterReply Enter(Place place, UInt128 user, EventPolicy policy, long at)
    {
        if (LivePass(place.Entry, at) is { } pass && pass.Ticket == place.Ticket)
        {
            if (pass.State == PassState.Spent)
                return new EnterReply(EnterCode.Gone);
            return pass.User == user
                ? new EnterReply(EnterCode.Granted, pass.Expires - at, Waited: -1)
                : new EnterReply(EnterCode.AnotherUsers);
        }

        if (!TryFind(place, out var entry) || IsSilent(entry, policy, at))
            return new EnterReply(EnterCode.Gone);

        var waited = at - entry.Ticket;
        var position = _positions.PositionOf(entry);
        var (refill, capacity, paused) = Numbers(policy);
        var level = Level(refill, capacity, paused, at);
        if (!AdmissionRule.IsReady(position, waited, level, paused, policy))
            return new EnterReply(EnterCode.NotReady, 0, position, (long)Math.Floor(level), waited, paused);

        Remove(entry);
        _bucket = (level - AdmissionRule.Token, at);
        _passes[place.Entry] = new Pass(PassState.Live, entry.Ticket, at + (long)policy.Pass, user, UInt128.Zero);
        _admissions.Count(at);
        Record("admitted", entry, policy);
        return new EnterReply(EnterCode.Granted, (long)policy.Pass, Waited: Math.Max(0, waited));
    }

    public bool Leave(Place place, bool soft, EventPolicy policy, long at)
    {
        if (!TryFind(place, out var entry) || IsSilent(entry, policy, at))
            return false;
        if (!soft)
        {
            Depart(entry, "left", policy, at);
        }
        else if (entry.Seen >= 0)
        {
            _heartbeats.Remove(entry);
            entry.Seen = -(at + (long)policy.SoftLeave);
            _softLeaves.Append(entry);
        }

        return true;
    }

    private static bool IsSilent(QueueEntry entry, EventPolicy policy, long at) =>
        entry.Seen < 0 ? at > -entry.Seen : at - entry.Seen > policy.Heartbeat;

    private bool TryFind(Place place, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out QueueEntry? entry) =>
        _entries.TryGetValue(place.Entry, out entry) && entry.Ticket == place.Ticket;

    private void Beat(QueueEntry entry, long at)
    {
        (entry.Seen < 0 ? _softLeaves : _heartbeats).Remove(entry);
        entry.Seen = at;
        _heartbeats.Append(entry);
    }

    private void Depart(QueueEntry entry, string kind, EventPolicy policy, long at)
    {
        Remove(entry);
        var counted = kind is "no_show" ? _noShows : kind is "expired" && entry.Seen <= entry.Ticket ? _vanished : _gaveUp;
        counted.Count(at);
        Record(kind, entry, policy);
    }

    private void Remove(QueueEntry entry)
    {
        _entries.Remove(entry.Id);
        _positions.Remove(entry);
        (entry.Seen < 0 ? _softLeaves : _heartbeats).Remove(entry);
    }

    private void Record(string kind, QueueEntry entry, EventPolicy policy)
    {
        _journal.Enqueue(new JournalRecord(kind, entry.Id, entry.Ticket));
        while (_journal.Count > policy.Journal)
            _journal.Dequeue();
    }

    private double Level(double refill, double capacity, bool paused, long at) => _bucket is { } bucket
        ? AdmissionRule.Level(bucket.Level, bucket.At, at, refill, capacity, paused)
        : capacity * AdmissionRule.Token;
}
