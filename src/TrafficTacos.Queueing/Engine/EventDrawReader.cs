using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Reads draws for everybody.</summary>
internal sealed class EventDrawReader(
    IDrawStore store, DrawBook book, EventCache events, KeyRingProvider keyRings, IOptions<WaitingRoomOptions> options, TimeProvider time) : EventDraws
{
    /// <summary>Invented event ids must not fill the memory.</summary>
    private const int MaxEvents = 1_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, KnownDraw> _known = new(StringComparer.Ordinal);

    public override bool CanExist(string eventId)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        return options.Value.CanExist(eventId);
    }

    public override async ValueTask<EventDraw?> FindAsync(string eventId, CancellationToken cancellationToken = default) =>
        CanExist(eventId) ? (await RecordAsync(eventId, cancellationToken).ConfigureAwait(false)).Draw : null;

    public override async ValueTask<DrawnPlace?> FindPlaceAsync(string eventId, string waitingToken, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        if (!TokenCodec.TryRead(keys, TokenKind.Waiting, waitingToken, out var token) || !string.Equals(token.EventId, eventId, StringComparison.Ordinal))
            return null;
        var (record, draw) = await RecordAsync(eventId, cancellationToken).ConfigureAwait(false);
        if (draw?.Root is null || await ListAsync(eventId, record, cancellationToken).ConfigureAwait(false) is not { } list)
            return null;
        var generation = DrawRecords.GenerationOf(record);
        if (PlaceIn(list, keys, generation, token.Place) is not { } place)
            return null;
        var (leaf, salt) = (new byte[DrawLeaf.Size], new byte[DrawLeaf.SaltSize]);
        DrawList.WriteLeaf(keys, generation, place, leaf, salt);
        // Of a list that was made with another identity secret nobody knows their leaf.
        if (list.Leaves.IndexOf(leaf) < 0)
            return null;
        var ranks = record.Bytes(DrawFields.Seed) is { } seed && draw.Seed is not null ? list.Draw(seed) : null;
        return PublishedDraw.Of(OwnDraw.Of(list.Leaves, list.Tree, salt, place.Entry, place.Ticket, ranks));
    }

    public override async ValueTask<DrawnList?> ReadListAsync(string eventId, CancellationToken cancellationToken = default)
    {
        if (!CanExist(eventId))
            return null;
        var (record, draw) = await RecordAsync(eventId, cancellationToken).ConfigureAwait(false);
        if (draw is null || await ListAsync(eventId, record, cancellationToken).ConfigureAwait(false) is not { } list)
            return null;
        return new DrawnList
        {
            Generation = draw.Generation,
            Root = DrawText.Hex(list.Tree.Root),
            IsFinal = draw.Phase >= DrawPhase.Ranked,
            Leaves = list.Leaves.Bytes,
        };
    }

    /// <summary>A visitor who left and came again before the draw may have the token of the first place.</summary>
    private static Place? PlaceIn(DrawList list, KeyRing keys, Generation generation, Place place)
    {
        var leaf = new byte[DrawLeaf.Size];
        DrawList.WriteLeaf(keys, generation, place, leaf, stackalloc byte[DrawLeaf.SaltSize]);
        if (list.Leaves.IndexOf(leaf) >= 0)
            return place;
        foreach (var drawn in list.Places)
        {
            if (drawn.Entry == place.Entry)
                return drawn;
        }

        return null;
    }

    /// <summary>What the store lost, and this process knows, was told already.</summary>
    private async Task<PublishedRecord> ReadAsync(string eventId)
    {
        var record = await store.DrawAsync(eventId, DrawStep.Read, events.PolicyFor(eventId), CancellationToken.None).ConfigureAwait(false);
        if (book.Find(eventId) is { } known && known.State.Stage > record.RecordedStage)
            record = known;
        return new PublishedRecord(record, PublishedDraw.Of(eventId, record));
    }

    private Task<PublishedRecord> RecordAsync(string eventId, CancellationToken cancellationToken)
    {
        var reading = Known(eventId).Record.GetAsync(() => ReadAsync(eventId));
        return cancellationToken.CanBeCanceled ? reading.WaitAsync(cancellationToken) : reading;
    }

    private Task<DrawList?> ListAsync(string eventId, DrawReply record, CancellationToken cancellationToken)
    {
        if (record.Bytes(DrawFields.Root) is not { } root || record.RecordedStage < DrawStage.Rooted)
            return Task.FromResult<DrawList?>(null);
        var reading = Known(eventId).ListAsync(root, () => book.ListAsync(eventId, record, CancellationToken.None).AsTask());
        return cancellationToken.CanBeCanceled ? reading.WaitAsync(cancellationToken) : reading;
    }

    private KnownDraw Known(string eventId)
    {
        if (_known.TryGetValue(eventId, out var known))
            return known;
        if (_known.Count >= MaxEvents)
            _known.Clear();
        return _known.GetOrAdd(eventId, static (_, time) => new KnownDraw(time, MaxAge), time);
    }
}
