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

    public Lock Lock { get; } = new();

    public JoinReply Join(EntryId id, ulong label, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        Begin(ref now);
        EntryId? elsewhere = _elsewhere.TryGetValue(id, out var taken) ? taken : null;
        id = elsewhere ?? id;
        var (wasEmpty, wasSmall) = (_positions.Count == 0, IsSmall(policy));
        var (entry, told) = Settle(id, null, hidden: false, now, policy);
        JoinReply reply;
        if (told == Told.Admitted)
        {
            reply = new JoinReply(false, _records[id].Ticket, 0, now.Clock.Store, PlaceState.Admitted, at, now.Mode, now.Generation, Elsewhere: elsewhere);
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
            if (ready)
                TellReady(entry, now);
            reply = new JoinReply(created, entry.Ticket, position, now.Clock.Store, ready ? PlaceState.Ready : PlaceState.Waiting, at,
                now.Mode, now.Generation, OffsetOf(entry), elsewhere);
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

        return new StatusReply(
            now.Clock.Store, _positions.Count, now.Mode, (long)Math.Floor(now.Level), state, position, turn, now.Generation, entry is null ? 0 : OffsetOf(entry));
    }

    public bool Leave(Place place, bool soft, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        var record = _records.GetValueOrDefault(place.Entry);
        if (!_entries.TryGetValue(place.Entry, out var entry))
        {
            if (record is not { IsRemembered: true } || record.Ticket != place.Ticket)
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

        if (entry.Ticket != place.Ticket)
            return false;
        if (!soft)
        {
            Add(_abandoned, now, policy);
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
        _at = at;
        var (rate, burst, paused) = Settings(policy);
        var isRecovering = _loss is { IsOver: false };
        var clock = (_clock ?? QueueClock.StartingAt(at)).At(at, paused || isRecovering);
        var level = _bucket is { } bucket
            ? AdmissionRule.Level(bucket.Level, bucket.At, clock.Store, rate, burst, paused)
            : burst * AdmissionRule.Token;
        var mode = paused ? EventMode.Paused : isRecovering ? EventMode.Recovering : EventMode.Normal;
        // This process lost everything, if it lost anything: then nobody enters while the event recovers.
        return new Instant(clock, rate, burst, paused, level, AdmissionRule.Reach(level, paused || isRecovering, policy), mode, _generation);
    }

    private static bool IsReady(QueueEntry entry, long position, in Instant now, EventPolicy policy) =>
        position <= now.Reach && AdmissionRule.HasWaited(position, now.Clock.Store - entry.Ticket, policy);

    /// <summary>How far the rank is from where the ticket says.</summary>
    private long OffsetOf(QueueEntry entry) => (long)(entry.Rank - Rank.Of(entry.Ticket, _epoch!.Value));

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
    private bool IsSmall(EventPolicy policy) => !policy.IsKnown && _changed == default && _totals.GetValueOrDefault("joined") < SmallEvent;

    private void Add(RateSlots slots, in Instant now, EventPolicy policy)
    {
        if (!IsSmall(policy))
            slots.Add(now.Clock.Store);
    }

    /// <summary>The numbers in force at one instant.</summary>
    private readonly record struct Instant(
        QueueClock Clock, double Rate, double Burst, bool Paused, double Level, double Reach, EventMode Mode, Generation Generation);
}
