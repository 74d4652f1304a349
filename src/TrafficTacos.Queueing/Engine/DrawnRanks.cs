using System.Diagnostics.CodeAnalysis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Where a visitor of a drawn event stands, from the record that this process knows. The store is not asked.</summary>
internal sealed class DrawnRanks(DrawBook book)
{
    /// <summary>The rank of a place, from the seed on: then it may stand in the index already, though it is told only when all are there. Null
    /// if it is not drawn, or nothing is known. A rank that was moved, because the leaf's own was taken, is in the store's record of the
    /// place.</summary>
    public double? RankOf(string eventId, Place place, KeyRing keys) =>
        TryFind(eventId, place, out var record) ? RankOf(record, LeafOf(place, record, keys)) : null;

    /// <summary>The rank of a token's place, and whether it is one that its identity gave up before the draw, and took again: the store keeps no ticket
    /// of who is drawn, so it takes each of that identity for the drawn one.</summary>
    public async ValueTask<(double? Rank, bool IsGivenUp)> ReadAsync(string eventId, Place place, KeyRing keys, CancellationToken cancellationToken)
    {
        if (!TryFind(eventId, place, out var record))
            return default;
        var leaf = LeafOf(place, record, keys);
        return (RankOf(record, leaf), await IsGivenUpAsync(eventId, place, leaf, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The number that a rank stands for, from 1, or null. The list is read once; it is bounded by the book.</summary>
    public async ValueTask<int?> NumberOfAsync(string eventId, double rank, CancellationToken cancellationToken)
    {
        var found = await FindAsync(eventId, cancellationToken).ConfigureAwait(false);
        return found is var (list, seed) ? list.Find(seed, rank)?.Number : null;
    }

    /// <summary>Whose a drawn rank is: the store does not keep the ticket of who is drawn.</summary>
    public async ValueTask<Place?> PlaceOfAsync(string eventId, double rank, CancellationToken cancellationToken)
    {
        var found = await FindAsync(eventId, cancellationToken).ConfigureAwait(false);
        return found is var (list, seed) ? list.Find(seed, rank)?.Place : null;
    }

    private async ValueTask<bool> IsGivenUpAsync(string eventId, Place place, byte[] leaf, CancellationToken cancellationToken)
    {
        if (await FindAsync(eventId, cancellationToken).ConfigureAwait(false) is not var (list, _) || list.Leaves.IndexOf(leaf) >= 0)
            return false;
        // Who was not drawn at all is judged by the store.
        foreach (var drawn in list.Places)
        {
            if (drawn.Entry == place.Entry)
                return true;
        }

        return false;
    }

    private static double RankOf(DrawReply record, byte[] leaf) => DrawRanks.Of(record.Bytes(DrawFields.Seed)!, leaf);

    private static byte[] LeafOf(Place place, DrawReply record, KeyRing keys)
    {
        var leaf = new byte[DrawLeaf.Size];
        DrawList.WriteLeaf(keys, DrawRecords.GenerationOf(record), place, leaf, stackalloc byte[DrawLeaf.SaltSize]);
        return leaf;
    }

    private async ValueTask<(DrawList List, byte[] Seed)?> FindAsync(string eventId, CancellationToken cancellationToken) =>
        book.Find(eventId) is { State.Stage: DrawStage.Seeded or DrawStage.Ranked } record
        && await book.ListAsync(eventId, record, cancellationToken).ConfigureAwait(false) is { } list
            ? (list, record.Bytes(DrawFields.Seed)!)
            : null;

    private bool TryFind(string eventId, Place place, [NotNullWhen(true)] out DrawReply? record)
    {
        record = book.Find(eventId);
        return record is { State.Stage: DrawStage.Seeded or DrawStage.Ranked } && place.Ticket <= record.State.Ticket;
    }
}
