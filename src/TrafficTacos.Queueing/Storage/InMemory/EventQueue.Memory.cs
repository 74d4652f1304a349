using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Who is remembered and how they come back: lua/include/remember.lua, bring_back.lua and find.lua.</summary>
internal sealed partial class EventQueue
{
    private readonly Dictionary<EntryId, PlaceRecord> _records = [];

    // In the order in which the memory, or the pass, ends.
    private readonly SortedSet<(long Since, UInt128 Entry)> _remembered = [];
    private readonly SortedSet<(long Until, UInt128 Entry)> _admitted = [];

    /// <summary>As lua/hear.lua.</summary>
    public int HearLate(IReadOnlyList<LateHeartbeat> heartbeats, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        KeepSmall(policy, at);
        var back = 0;
        foreach (var (place, age) in heartbeats)
        {
            var heard = now.Clock.Waiting - age;
            if (!now.IsOver && !_entries.ContainsKey(place.Entry) && _records.GetValueOrDefault(place.Entry) is { IsRemembered: true } record && IsOf(record.Ticket, place.Ticket))
            {
                var patience = record.Kind switch
                {
                    RecordKind.Asleep => policy.HeartbeatTimeout,
                    RecordKind.Silent => policy.NoShowTimeout,
                    RecordKind.LeftSoftly => policy.LeaveGrace,
                    _ => 0,
                };
                if (heard <= record.Since - patience)
                    continue;
                if (record.Kind == RecordKind.Silent)
                    (record.SilentTurns, record.Kind) = (record.SilentTurns - 1, RecordKind.Asleep);
                heard = now.Clock.Waiting;
                back++;
            }

            if (_records.GetValueOrDefault(place.Entry) is not { Kind: >= RecordKind.Admitted }
                && Settle(place.Entry, place.Ticket, hidden: false, now, policy).Entry is { } entry)
            {
                Hear(entry, heard, inAdvance: false);
            }
        }

        return back;
    }

    /// <summary>The place of an entry with this ticket (null: with any), or what else is to be told. Who is remembered comes back, but no
    /// hidden page of somebody whose turn has passed.</summary>
    private (QueueEntry? Entry, double? Told) Settle(EntryId id, long? ticket, bool hidden, in Instant now, EventPolicy policy)
    {
        if (_entries.TryGetValue(id, out var entry))
            return (ticket is null || IsOf(entry, ticket.Value) ? entry : null, null);
        if (!_records.TryGetValue(id, out var record) || (ticket is { } asked && !IsOf(record.Ticket, asked)))
            return (null, null);
        if (record.Kind == RecordKind.Gone || (now.IsOver && record.Kind < RecordKind.Admitted))
            return (null, null);
        if (record.Kind == RecordKind.Inside)
        {
            var place = new Place(id, record.Ticket);
            if (IsInside(place, now.Clock.Service))
                return (null, Told.Admitted);
            EndSession(place, policy);
            return (null, null);
        }

        if (record.Kind == RecordKind.Admitted)
        {
            if (record.Since >= now.Clock.Service)
                return (null, Told.Admitted);
            EndPass(id, record, now, policy);
            if (record.Turns >= PlaceRecord.MaxTurns)
                return (null, null);
        }

        if (hidden && (record.Kind is RecordKind.Silent or RecordKind.Lingered))
            return (null, HomeOf(record, now));
        return (BringBack(id, record, now, policy), null);
    }

    private QueueEntry BringBack(EntryId id, PlaceRecord record, in Instant now, EventPolicy policy)
    {
        var rank = HomeOf(record, now);
        var entry = new QueueEntry(id, record.Ticket, rank) { HasPolled = true, Heartbeat = long.MinValue };
        _entries.Add(id, entry);
        _positions.Add(entry);
        _remembered.Remove((record.Since, id.Value));
        PassRank(rank);
        (record.Rank, record.Kind) = (rank, RecordKind.Waits);
        if (rank == Rank.Of(record.Ticket, _epoch!.Value) && record.Turns == 0)
            _records.Remove(id);
        Count("returned", id, record.Ticket, policy);
        return entry;
    }

    private double HomeOf(PlaceRecord record, in Instant now)
    {
        var front = FrontOf(now);
        if (record.Kind is RecordKind.Asleep or RecordKind.LeftSoftly)
        {
            if (record.Rank <= front)
                return FreeRank(front);
            return OwnRank(record.Rank);
        }

        if (double.IsNegativeInfinity(front))
            front = record.Rank; // nobody was ever ready

        return record is { Kind: RecordKind.Silent, SilentTurns: 1 }
            ? FreeRank(front)
            : RankAtTheEnd(front);
    }

    /// <summary>The rank of the last visitor who is, or was, ready.</summary>
    private double FrontOf(in Instant now)
    {
        var ready = (int)Math.Min(now.Reach, _positions.Count);
        return ready > 0 ? Math.Max(_front, _positions.RankAt(ready)) : _front;
    }

    /// <summary>The next rank behind this one that nobody has, between two tickets: see lua/include/bring_back.lua.</summary>
    private double FreeRank(double after)
    {
        for (var first = Math.Floor(after / Rank.Spacing) * Rank.Spacing; ; first += Rank.Spacing)
        {
            var last = _positions.LargestRankBelow(first + Rank.Spacing) ?? first;
            var taken = Math.Max(Math.Max(after, first), last);
            var step = 1d;
            while (taken + step - taken != step)
                step *= 2;
            var free = taken + step;
            if (free < first + Rank.Spacing)
                return free;
        }
    }

    /// <summary>False for a no-show for good.</summary>
    private bool Remember(QueueEntry entry, RecordKind kind, in Instant now, EventPolicy policy)
    {
        TakeOut(entry);
        var record = _records.GetValueOrDefault(entry.Id) ?? new PlaceRecord(entry.Ticket);
        record.Rank = entry.Rank;
        return Remember(entry.Id, record, kind, kind switch { RecordKind.Asleep => "asleep", RecordKind.LeftSoftly => "left_softly", _ => "passed_over" }, now, policy);
    }

    /// <summary>A pass that ran out unspent counts as a turn that its visitor was silent in.</summary>
    private bool EndPass(EntryId id, PlaceRecord record, in Instant now, EventPolicy policy)
    {
        _admitted.Remove((record.Since, id.Value));
        return Remember(id, record, RecordKind.Silent, "unspent", now, policy);
    }

    /// <summary>Whose turn has passed for the third time is a no-show for good.</summary>
    private bool Remember(EntryId id, PlaceRecord record, RecordKind kind, string journal, in Instant now, EventPolicy policy)
    {
        record.Kind = kind;
        record.SilentTurns += kind == RecordKind.Silent ? 1 : 0;
        record.LingeredTurns += kind == RecordKind.Lingered ? 1 : 0;
        Count(journal, id, record.Ticket, policy);
        if (record.Turns >= PlaceRecord.MaxTurns)
        {
            Forget(id, record.Ticket, "no_show", policy);
            return false;
        }

        Keep(_remembered, id, record, now.Clock.Waiting);
        return true;
    }

    private void Keep(SortedSet<(long, UInt128)> list, EntryId id, PlaceRecord record, long since)
    {
        record.Since = since;
        _records[id] = record;
        list.Add((since, id.Value));
    }

    private void Forget(EntryId id, long ticket, string kind, EventPolicy policy)
    {
        EndPlace(id, ticket);
        Count(kind, id, ticket, policy);
    }

    /// <summary>Of a loss it leaves a record: its token must not bring it back.</summary>
    private void EndPlace(EntryId id, long ticket)
    {
        if (_entries.TryGetValue(id, out var entry))
            TakeOut(entry);
        if (_records.Remove(id, out var record))
        {
            _remembered.Remove((record.Since, id.Value));
            _admitted.Remove((record.Since, id.Value));
        }

        if (_loss is { } loss && ticket <= loss.To)
            _records[id] = new PlaceRecord(ticket) { Kind = RecordKind.Gone };
    }

    /// <summary>What else a visitor may be told than a place.</summary>
    private static class Told
    {
        /// <summary>No rank is that.</summary>
        public const double Admitted = double.PositiveInfinity;
    }
}
