using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>What operators change: lua/move_up.lua, remove.lua, undo.lua.</summary>
internal sealed partial class EventQueue
{
    private const long UndoTime = 600 * Second;
    private const int MaxRemovals = 1000;

    private readonly Dictionary<UInt128, Queue<RemovedPlace>> _removals = [];

    public (MoveCode, long) MoveUp(Place place, AuditNote note, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        if (PlaceOf(place.Entry, place.Ticket) is not var (state, ticket, rank))
            return (MoveCode.Gone, 0);
        if (state == FoundState.Admitted)
            return (MoveCode.Admitted, 0);
        if (now.IsUndrawn)
            return (MoveCode.NotDrawn, 0);
        var front = FrontOf(now);
        if (double.IsNegativeInfinity(front)) // nobody was ever ready: behind the first
            front = _positions.Count > 0 ? _positions.RankAt(1) : rank;
        var record = _records.GetValueOrDefault(place.Entry) ?? new PlaceRecord(ticket);
        if (_entries.TryGetValue(place.Entry, out var entry))
        {
            if (rank <= front || _positions.CountBefore(rank) - _positions.CountBefore(front) == (HasRank(front) ? 1 : 0))
                return (MoveCode.AlreadyThere, _positions.PositionOf(entry));
        }
        else
        {
            _remembered.Remove((record.Since, place.Entry.Value));
            entry = null;
        }

        var free = FreeRank(front);
        if (entry is null)
        {
            entry = new QueueEntry(place.Entry, ticket, free) { HasPolled = true, Heartbeat = now.Clock.Waiting };
            _entries.Add(entry.Id, entry);
            _heartbeats.Insert(entry);
        }
        else
        {
            _positions.Remove(entry);
            entry.Rank = free;
        }

        _positions.Add(entry);
        (record.Rank, record.Kind) = (free, RecordKind.Waits);
        _records[entry.Id] = record;
        PassRank(free);
        Count("moved_up", entry.Id, ticket, policy);
        NoteDraw(DrawNote.AdmittedByOperator, now.Time);
        AppendAudit(note with { What = "admit" });
        return (MoveCode.Done, _positions.PositionOf(entry));
    }

    public RemoveReply Remove(IReadOnlyList<Place> places, UInt128 removal, AuditNote note, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        Freeze(ref now, policy, at);
        var (removed, admitted) = (0, 0);
        foreach (var asked in places)
        {
            if (PlaceOf(asked.Entry, asked.Ticket) is not var (state, ticket, rank))
                continue;
            if (state == FoundState.Admitted)
            {
                admitted++;
                continue;
            }

            var record = _records.GetValueOrDefault(asked.Entry) ?? new PlaceRecord(ticket);
            Keep(removal, new RemovedPlace(now.Clock.Store, asked.Entry, ticket, rank, record.Kind, record.SilentTurns, record.LingeredTurns, record.Since));
            if (state == FoundState.Waiting)
                KeepDrawn(asked.Entry, ticket);
            Forget(asked.Entry, ticket, "removed", policy);
            removed++;
        }

        if (removed > 0)
            AppendAudit(note);
        return new RemoveReply(removed, admitted);
    }

    public UndoReply Undo(UInt128 removal, int count, IReadOnlyList<DrawnRank> ranks, AuditNote note, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        if (!_removals.TryGetValue(removal, out var kept) || !HasBegun)
            return default;
        if (now.Clock.Store - kept.Peek().At > UndoTime)
            return new UndoReply(UndoCode.TooLate, 0, 0, kept.Count);
        Freeze(ref now, policy, at);
        // Who was not in the draw at the freeze must not get into it, and until its root is there, whoever is in the queue does.
        if (_draw.Stage == DrawStage.Frozen && kept.Take(count).Any(place => place.Ticket <= _draw.Ticket && !_drawLeft.Has(place.Entry, place.Ticket)))
            return new UndoReply(UndoCode.DrawBegins, 0, 0, kept.Count);
        var given = ranks.ToDictionary(drawn => drawn.Place.Entry, drawn => drawn.Rank);
        var wanted = kept.Take(count).Where(place => WasDrawn(place) && !given.ContainsKey(place.Entry)).Select(place => new Place(place.Entry, place.Ticket)).ToList();
        if (wanted.Count > 0)
            return new UndoReply(UndoCode.Done, 0, 0, kept.Count) { Wanted = wanted };
        var (back, skipped) = (0, 0);
        for (; count > 0 && kept.TryDequeue(out var place); count--)
        {
            if (PlaceOf(place.Entry, 0) is not null)
            {
                skipped++;
                continue;
            }

            Reinstate(WasDrawn(place) && Rank.IsDrawn(given[place.Entry]) ? place with { Rank = given[place.Entry] } : place, now);
            Count("reinstated", place.Entry, place.Ticket, policy);
            back++;
        }

        if (kept.Count == 0)
            _removals.Remove(removal);
        if (!now.Clock.Busy)
            _clock = now.Clock with { Run = at, Busy = true };
        AppendAudit(note with { What = "undo" });
        ExtendExpiry(policy, at);
        return new UndoReply(UndoCode.Done, back, skipped, kept.Count);
    }

    /// <summary>Removed between the freeze and the ranks, they were drawn all the same.</summary>
    private bool WasDrawn(RemovedPlace place) => _draw.Stage is DrawStage.Seeded or DrawStage.Ranked
        && place.Ticket >= 0 && place.Ticket <= _draw.Ticket && !Rank.IsDrawn(place.Rank) && place.At >= _draw.At;

    private void Reinstate(RemovedPlace place, in Instant now)
    {
        var record = new PlaceRecord(place.Ticket)
        {
            Rank = place.Rank,
            Kind = place.Kind,
            SilentTurns = place.SilentTurns,
            LingeredTurns = place.LingeredTurns,
            Since = place.Since,
        };
        if (record.IsRemembered)
        {
            Keep(_remembered, place.Entry, record, place.Since);
            return;
        }

        record.Rank = HomeOf(new PlaceRecord(place.Ticket) { Kind = RecordKind.Asleep, Rank = place.Rank }, now);
        var entry = new QueueEntry(place.Entry, place.Ticket, record.Rank) { HasPolled = true, Heartbeat = now.Clock.Waiting };
        _entries.Add(entry.Id, entry);
        _positions.Add(entry);
        _heartbeats.Insert(entry);
        PassRank(record.Rank);
        // Their leaf is that of the place again; not that of an earlier place, if they came a second time.
        if (place.Ticket <= _draw.Ticket)
            _drawLeft.Remove(place.Entry);
        if (record.Rank == Rank.Of(place.Ticket, _epoch!.Value) && record.Turns == 0)
            _records.Remove(entry.Id);
        else
            _records[entry.Id] = record;
    }

    private bool HasRank(double rank) => _positions.LargestRankBelow(rank + 1) == rank;

    private void Keep(UInt128 removal, RemovedPlace place)
    {
        if (!_removals.TryGetValue(removal, out var kept))
        {
            foreach (var (old, places) in _removals)
            {
                if (place.At - places.Peek().At > UndoTime || _removals.Count >= MaxRemovals)
                    _removals.Remove(old);
            }

            _removals[removal] = kept = new Queue<RemovedPlace>();
        }

        kept.Enqueue(place);
    }

    /// <summary>A place that can be given back.</summary>
    private readonly record struct RemovedPlace(
        long At, EntryId Entry, long Ticket, double Rank, RecordKind Kind, int SilentTurns, int LingeredTurns, long Since);
}
