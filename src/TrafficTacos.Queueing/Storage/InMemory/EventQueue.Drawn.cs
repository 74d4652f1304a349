using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Who is drawn, and where they stand: lua/draw_entries.lua, draw_leaves.lua and draw_ranks.lua.</summary>
internal sealed partial class EventQueue
{
    private readonly DrawLeavers _drawLeft = new();
    private readonly Dictionary<(UInt128 High, UInt128 Low, int Number), DrawPart> _drawParts = [];

    public IReadOnlyList<DrawnEntry> ReadDrawn(bool left, double? after, int limit)
    {
        if (_draw.Stage < DrawStage.Frozen || _epoch is not { } epoch)
            return [];
        if (left)
            return [.. _drawLeft.After(after).Take(limit)];
        var last = Rank.Of(_draw.Ticket, epoch) + Rank.Spacing - 1;
        return [.. _positions.After(after ?? double.NegativeInfinity).TakeWhile(entry => entry.Rank <= last).Take(limit)
            .Select(entry => new DrawnEntry(new Place(entry.Id, entry.Ticket), entry.Rank))];
    }

    public DrawPart KeepPart(ReadOnlySpan<byte> root, int number, DrawPart part)
    {
        if (_draw.Stage < DrawStage.Frozen)
            return default;
        _drawParts.TryAdd(KeyOf(root, number), part);
        return ReadPart(root, number);
    }

    public DrawPart ReadPart(ReadOnlySpan<byte> root, int number) => _drawParts.GetValueOrDefault(KeyOf(root, number));

    public int? Rerank(int part, IReadOnlyList<DrawnRank> ranks)
    {
        if (_draw.Stage != DrawStage.Seeded)
            return null;
        // Others may be at it.
        if (part < NumberOf(DrawFields.Ranked))
            return (int)NumberOf(DrawFields.Ranked);
        foreach (var (place, rank, isMoved) in ranks)
        {
            var record = _records.GetValueOrDefault(place.Entry);
            if (_entries.TryGetValue(place.Entry, out var entry))
            {
                if (entry.Ticket != place.Ticket || entry.Rank == rank)
                    continue;
                _positions.Remove(entry);
                entry.Rank = rank;
                _positions.Add(entry);
                if (record is null && isMoved)
                    _records[place.Entry] = record = new PlaceRecord(place.Ticket) { Kind = RecordKind.Waits };
                else if (record is null)
                    entry.Ticket = (long)rank;
            }
            else if (record is not { IsRemembered: true } || record.Ticket != place.Ticket)
            {
                continue;
            }

            if (record is not null)
                record.Rank = rank;
        }

        // Parts count in order.
        if (NumberOf(DrawFields.Ranked) == part)
            Write(DrawFields.Ranked, part + 1);
        return (int)NumberOf(DrawFields.Ranked);
    }

    /// <summary>Whoever leaves a draw that is frozen keeps their leaf, until the list of leaves is there.</summary>
    private void KeepDrawn(EntryId entry, long ticket)
    {
        if (_draw.Stage == DrawStage.Frozen && ticket <= _draw.Ticket)
            _drawLeft.Set(entry, ticket);
    }

    /// <summary>See lua/include/rank.lua.</summary>
    private long OwnTicketOf(QueueEntry entry) => Rank.IsDrawn(entry.Rank) && entry.Ticket <= _draw.Ticket ? (long)entry.Rank : entry.Ticket;

    private static (UInt128 High, UInt128 Low, int Number) KeyOf(ReadOnlySpan<byte> root, int number) =>
        (EntryId.Read(root).Value, EntryId.Read(root[EntryId.Size..]).Value, number);
}
