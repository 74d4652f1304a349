using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>
/// One event in this process: what lua/ does, on its own data structures. Not safe for concurrent use; the store calls it under
/// <see cref="Lock"/>. <c>at</c> is the process' clock in microseconds and never goes back.
/// </summary>
internal sealed partial class EventQueue
{
    private const long SmallEvent = 10;

    private readonly Dictionary<EntryId, QueueEntry> _entries = [];
    private readonly PositionIndex _positions = new();

    /// <summary>Whose turn it is.</summary>
    private readonly HashSet<QueueEntry> _told = [];
    private readonly HeartbeatList _heartbeats = new();
    private readonly HeartbeatList _heardInAdvance = new();
    private readonly HeartbeatList _softLeaves = new();
    private readonly RateSlots _admissions = new();
    private readonly RateSlots _abandoned = new();
    private readonly RateSlots _noShows = new();
    private readonly RateSlots _neverPolled = new();
    private readonly Dictionary<string, long> _totals = new(StringComparer.Ordinal);
    private QueueClock? _clock;
    private long? _epoch;
    private long _lastTicket;

    /// <summary>The largest rank that was ever ready.</summary>
    private double _front = double.NegativeInfinity;
    private (double Level, long At)? _bucket;

    /// <param name="changed">What an operator changed in an earlier life of the process.</param>
    public EventQueue(Dictionary<string, string>? changed = null) => _changed = changed ?? new Dictionary<string, string>(StringComparer.Ordinal);

    public Lock Lock { get; } = new();

    public JoinReply Join(EntryId id, ulong label, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        if (!now.RefusesJoins)
            Begin(ref now);
        Freeze(ref now, policy, at);
        EntryId? elsewhere = _elsewhere.TryGetValue(id, out var taken) ? taken : null;
        id = elsewhere ?? id;
        var (wasEmpty, wasSmall) = (_positions.Count == 0, IsSmall(policy));
        var (entry, told) = Settle(id, null, hidden: false, now, policy);
        JoinReply reply;
        if (told == Told.Admitted)
        {
            reply = new JoinReply(
                false, _records[id].Ticket, 0, now.Clock.Store, PlaceState.Admitted, at, now.Mode, now.Generation, 0, elsewhere, now.Phase, now.IsUndrawn);
        }
        else if (entry is null && now.RefusesJoins)
        {
            reply = new JoinReply(false, 0, 0, now.Clock.Store, PlaceState.Gone, at, now.Mode, now.Generation, 0, elsewhere, now.Phase, now.IsUndrawn);
            if (!HasBegun)
                return reply;
        }
        else
        {
            var created = entry is null;
            entry ??= Append(id, now, policy);
            var position = _positions.PositionOf(entry);
            var ready = IsReady(entry, position, now, policy);
            if (created && label != 0)
                _labels[id] = label;
            if (created)
                _heartbeats.Insert(entry);
            else
                Hear(entry, now.Clock.Waiting, inAdvance: false);
            if (ready && !now.Numbers.IsPassing)
                TellReady(entry, now);
            var state = ready ? PlaceState.Ready : now.Phase == EventPhase.Closed ? PlaceState.Gone : PlaceState.Waiting;
            var ticket = OwnTicketOf(entry);
            reply = new JoinReply(
                created, ticket, position, now.Clock.Store, state, at, now.Mode, now.Generation, OffsetOf(entry, ticket), elsewhere, now.Phase, now.IsUndrawn);
        }

        if (!now.Clock.Busy)
            _clock = now.Clock with { Run = at, Busy = true };
        if (wasEmpty || wasSmall)
            ExtendExpiry(policy, at);
        return reply;
    }

    public StatusReply Status(Place place, PlaceProof proof, bool hidden, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        KeepSmall(policy, at);
        var (entry, told) = SettleOrRestore(place, proof, hidden, ref now, policy, at);
        var (state, position, turn) = (PlaceState.Gone, 0L, 0L);
        if (entry is not null)
        {
            position = _positions.PositionOf(entry);
            Hear(entry, now.Clock.Waiting + (hidden ? (long)policy.HiddenGrace : 0), hidden);
            state = PlaceState.Waiting;
            if (IsReady(entry, position, now, policy))
            {
                state = PlaceState.Ready;
                if (!now.Numbers.IsPassing)
                {
                    TellReady(entry, now);
                    turn = now.Clock.Waiting - entry.TurnSince!.Value;
                }
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

        if (now.Phase == EventPhase.Closed && state == PlaceState.Waiting)
            (state, position) = (PlaceState.Gone, 0);
        return new StatusReply(
            now.Clock.Store, _positions.Count, now.Mode, (long)Math.Floor(now.Level), state, position, turn, now.Generation, entry is null ? 0 : OffsetOf(entry, place.Ticket),
            now.Phase, now.IsUndrawn, now.IsFull);
    }

    public bool Leave(Place place, bool soft, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        Freeze(ref now, policy, at);
        var record = _records.GetValueOrDefault(place.Entry);
        if (!_entries.TryGetValue(place.Entry, out var entry))
        {
            if (record is not { IsRemembered: true } || !IsOf(record.Ticket, place.Ticket))
            {
                // Who leaves a place that is lost must not get it back.
                if (!soft && record is null)
                    EndPlace(place.Entry, place.Ticket);
                return false;
            }

            if (!soft)
                Forget(place.Entry, place.Ticket, "left", policy);
            return true;
        }

        if (!IsOf(entry, place.Ticket))
            return false;
        if (!soft)
        {
            KeepDrawn(place.Entry, place.Ticket);
            Add(_abandoned, now, policy);
            Forget(place.Entry, place.Ticket, "left", policy);
        }
        else if (entry.Heartbeat >= 0 && !now.IsGathering)
        {
            // A second beacon does not extend the grace, and what another tab told in advance is not shortened.
            entry.List!.Remove(entry);
            entry.Heartbeat = -Math.Max(now.Clock.Waiting + (long)policy.LeaveGrace, entry.Heartbeat);
            _softLeaves.Insert(entry);
        }

        return true;
    }

    /// <summary>Whether a place is that of a ticket. Of a drawn place it is every ticket of that identity from before the draw.</summary>
    private bool IsOf(QueueEntry entry, long ticket) => (Rank.IsDrawn(entry.Rank) && ticket <= _draw.Ticket) || IsOf(entry.Ticket, ticket);

    private bool IsOf(long held, long ticket) => held == ticket || (held < 0 && ticket <= _draw.Ticket);

    /// <summary>How far the rank is from where the ticket says.</summary>
    private long OffsetOf(QueueEntry entry, long ticket) => (long)(entry.Rank - Rank.Of(ticket, _epoch!.Value));

    private QueueEntry Append(EntryId id, in Instant now, EventPolicy policy)
    {
        _lastTicket = Math.Max(now.Clock.Store, _lastTicket + 1);
        _records.Remove(id);
        var entry = new QueueEntry(id, _lastTicket, Rank.Of(_lastTicket, _epoch!.Value)) { Heartbeat = now.Clock.Waiting };
        _entries.Add(id, entry);
        _positions.Add(entry);
        Count("joined", id, entry.Ticket, policy);
        entry.HasPolled = IsSmall(policy); // there is no history to say otherwise
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

    /// <summary>Such an event ends ten minutes after a visitor's last call.</summary>
    private void KeepSmall(EventPolicy policy, long at)
    {
        if (IsSmall(policy))
            ExtendExpiry(policy, at);
    }

    private void TakeOut(QueueEntry entry)
    {
        _entries.Remove(entry.Id);
        _positions.Remove(entry);
        _told.Remove(entry);
        entry.List?.Remove(entry);
    }

    /// <summary>Anybody can invent an event by joining it: one that nobody configured keeps no history before the tenth visitor.</summary>
    private bool IsSmall(EventPolicy policy) => !policy.IsKnown && _changed.Count == 0 && _ended == 0 && _totals.GetValueOrDefault("joined") < SmallEvent;

    private void Add(RateSlots slots, in Instant now, EventPolicy policy)
    {
        if (!IsSmall(policy))
            slots.Add(now.Clock.Store);
    }
}
