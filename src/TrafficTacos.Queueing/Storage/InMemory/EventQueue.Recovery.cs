using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>A process that was restarted has lost its queue. Visitors get their places back with their tokens, if those are still
/// genuine: lua/restore.lua, lua/include/lose.lua, reopen.lua, honour.lua. It never loses a part.</summary>
internal sealed partial class EventQueue
{
    /// <summary>Who was not seen in this time before the loss may have been gone before it, and stands behind the others.</summary>
    private const long FreshTime = 120 * Second;

    /// <summary>The longest time after it was granted in which a lost pass is honoured.</summary>
    private const long HonouredTime = 60 * Second;

    private readonly List<Generation> _aliases = [];

    /// <summary>Who came back while the event recovers, by when they were last seen.</summary>
    private readonly SortedSet<(long Seen, UInt128 Entry)> _restored = [];
    private Generation _generation;
    private Loss? _loss;

    /// <summary>As <c>Settle</c>, also for a place that was lost and that the token proves.</summary>
    private (QueueEntry? Entry, double? Told) SettleOrRestore(Place place, PlaceProof proof, bool hidden, ref Instant now, EventPolicy policy, long at)
    {
        var settled = Settle(place.Entry, place.Ticket, hidden, now, policy);
        return settled is (null, null) && Restore(place, proof, ref now, policy, at) ? Settle(place.Entry, place.Ticket, hidden, now, policy) : settled;
    }

    private void Begin(ref Instant now)
    {
        _epoch ??= now.Clock.Store;
        if (_generation == Generation.None)
            _generation = Generation.Create(_epoch.Value, unchecked((ulong)Random.Shared.NextInt64()));
        now = now with { Generation = _generation };
    }

    /// <summary>Whether the token proves a place that was lost, which is then there again.</summary>
    private bool Restore(Place place, PlaceProof proof, ref Instant now, EventPolicy policy, long at)
    {
        if (!Proves(proof.Generation, proof.SeenAt, ref now, policy, at) || _loss is not { } loss || place.Ticket > loss.To
            || _records.ContainsKey(place.Entry) || _entries.ContainsKey(place.Entry))
        {
            return false;
        }

        var home = Rank.Of(place.Ticket, _epoch!.Value);
        var rank = home + proof.Offset;
        loss.Newest = Math.Max(loss.Newest, proof.SeenAt);
        if (!loss.IsOver)
        {
            rank = OwnRank(rank);
            _restored.Add((proof.SeenAt, place.Entry.Value));
        }
        else
        {
            rank = StandBehind(rank, proof.SeenAt, loss, now);
        }

        var entry = new QueueEntry(place.Entry, place.Ticket, rank) { HasPolled = true, Heartbeat = now.Clock.Waiting };
        _entries.Add(place.Entry, entry);
        _positions.Add(entry);
        _heartbeats.Insert(entry);
        if (rank != home)
            _records[place.Entry] = new PlaceRecord(place.Ticket) { Rank = rank, Kind = RecordKind.Waits };
        PassRank(Math.Max(rank, home));
        Count("restored", place.Entry, place.Ticket, policy);
        ExtendExpiry(policy, at);
        return true;
    }

    private bool TryHonour(Place place, PassProof proof, ref Instant now, EventPolicy policy, long at, out Pass pass)
    {
        pass = default;
        if (!Proves(proof.Generation, proof.GrantedAt, ref now, policy, at) || _loss is not { } loss || proof.GrantedAt > loss.To
            || now.Clock.Store > proof.Until || now.Clock.Store > proof.GrantedAt + HonouredTime)
        {
            return false;
        }

        var (entry, record) = (_entries.GetValueOrDefault(place.Entry), _records.GetValueOrDefault(place.Entry));
        if (record?.Kind >= RecordKind.Admitted || (entry is not null ? !IsOf(entry, place.Ticket) : record is not null && !IsOf(record.Ticket, place.Ticket)))
            return false;
        if (now.Numbers.MaximumShoppers > 0 && Shoppers(now.Clock.Service) >= now.Numbers.MaximumShoppers)
            return false;
        pass = new Pass(PassState.Live, place.Ticket, now.Clock.Service + proof.Until - now.Clock.Store, proof.User, proof.Id, proof.GrantedAt);
        if (entry is null && record is null)
            Count("restored", place.Entry, place.Ticket, policy);
        Admit(place.Entry, place.Ticket, entry?.Rank ?? Rank.Of(place.Ticket, _epoch!.Value), pass, now, policy);
        return true;
    }

    /// <summary>Whether a token of this generation, of which somebody was seen then, is of this event. If it is not, though the event cannot
    /// have ended since, this process lost it.</summary>
    private bool Proves(Generation generation, long seen, ref Instant now, EventPolicy policy, long at)
    {
        if (generation == Generation.None || generation.BornAt < _ended)
            return false;
        if (generation == _generation || _aliases.Contains(generation))
            return true;
        var born = _generation == Generation.None ? now.Clock.Store : _generation.BornAt;
        if (seen + (long)(policy.Retention * Second) < born)
            return false;

        // The older one is the event's; the visitors of the younger one came in between.
        if (_generation == Generation.None)
            _generation = generation;
        else if (generation.BornAt < _generation.BornAt)
            (_generation, generation) = (generation, _generation);
        if (generation != _generation)
            _aliases.Add(generation);
        _epoch ??= _generation.BornAt;
        var store = Math.Max(now.Clock.Store, seen + 1);
        _loss = new Loss { To = store, Since = store, Ends = store + (long)policy.RecoveryTime, Newest = _loss?.Newest ?? 0 };
        _clock = now.Clock with { Run = at, Store = store, Busy = true };
        now = Read(policy, at);
        return true;
    }

    /// <summary>Ends a recovery whose time is over. Who was not seen lately goes to the end.</summary>
    private void Reopen(EventPolicy policy, in Instant now)
    {
        if (_loss is not { IsOver: false } loss || now.Clock.Store <= loss.Ends)
            return;
        foreach (var (_, id) in _restored.TakeWhile(restored => restored.Seen < loss.Newest - FreshTime))
        {
            if (!_entries.TryGetValue(new EntryId(id), out var entry))
                continue;
            _positions.Remove(entry);
            entry.Rank = RankAtTheEnd(_front);
            _positions.Add(entry);
            var record = _records.GetValueOrDefault(entry.Id) ?? new PlaceRecord(entry.Ticket);
            (record.Rank, record.Kind) = (entry.Rank, RecordKind.Waits);
            _records[entry.Id] = record;
            PassRank(entry.Rank);
            _totals["unproven"] = _totals.GetValueOrDefault("unproven") + 1;
        }

        _restored.Clear();
        loss.IsOver = true;
        _bucket = (0, now.Clock.Store);
    }

    private double StandBehind(double rank, long seen, Loss loss, in Instant now) => seen < loss.Newest - FreshTime
        ? RankAtTheEnd(_front)
        : HomeOf(new PlaceRecord(0) { Kind = RecordKind.Asleep, Rank = rank }, now);

    private double OwnRank(double rank) => _positions.LargestRankBelow(rank + 1) == rank ? FreeRank(rank) : rank;

    /// <summary>Behind everybody, and behind this rank.</summary>
    private double RankAtTheEnd(double front) =>
        FreeRank(Math.Max(front, Math.Max(_positions.LastRank ?? double.NegativeInfinity, Rank.Of(_lastTicket, _epoch!.Value))));

    /// <summary>Nobody who joins later may get a rank before somebody who stands at the end.</summary>
    private void PassRank(double rank) => _lastTicket = Math.Max(_lastTicket, Rank.TicketAt(rank, _epoch!.Value));

    /// <summary>Tickets up to To are lost.</summary>
    private sealed class Loss
    {
        public required long To { get; init; }

        public required long Since { get; init; }

        public required long Ends { get; init; }

        /// <summary>The latest time at which somebody proves to have been here.</summary>
        public required long Newest { get; set; }

        public bool IsOver { get; set; }
    }
}
