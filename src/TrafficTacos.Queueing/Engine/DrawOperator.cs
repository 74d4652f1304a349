using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>What an operator does with a draw.</summary>
internal sealed class DrawOperator(IDrawStore store, DrawBook book, EventCache events, DrawRunner runner, IOptions<WaitingRoomOptions> options)
{
    /// <summary>Announces the draw of an event whose settings have changed, or its later time. A process that only operates does not know how draws are
    /// configured; the gateways find the event in the list.</summary>
    public Task SettingsChangedAsync(string eventId, EventSettings settings) =>
        settings.Order == QueueOrder.Draw && !options.Value.OperatesOnly ? runner.RunNowAsync(eventId) : Task.CompletedTask;

    /// <summary>The papers; null if nothing was announced.</summary>
    public async Task<DrawPapers?> PapersAsync(string eventId, CancellationToken cancellationToken) =>
        DrawRecords.PapersOf(await ReadAsync(eventId, cancellationToken).ConfigureAwait(false));

    /// <summary>The ranks that these places drew, also if they were removed before there were any; a positive one for a place that is not in the list.</summary>
    /// <exception cref="InvalidOperationException">The store does not have the list of leaves.</exception>
    public async Task<IReadOnlyList<DrawnRank>> RanksOfAsync(string eventId, IReadOnlyList<Place> places, CancellationToken cancellationToken)
    {
        var record = await ReadAsync(eventId, cancellationToken).ConfigureAwait(false);
        if (await book.ListAsync(eventId, record, cancellationToken).ConfigureAwait(false) is not { } list || record.Bytes(DrawFields.Seed) is not { } seed)
            throw new InvalidOperationException("The list of leaves is not in the store.");
        var ranks = list.Draw(seed);
        var indexes = places.ToDictionary(place => place, _ => -1);
        for (var i = 0; i < list.Places.Count; i++)
        {
            if (indexes.ContainsKey(list.Places[i]))
                indexes[list.Places[i]] = i;
        }

        return [.. indexes.Select(found => found.Value < 0 ? new DrawnRank(found.Key, 1, false) : new DrawnRank(found.Key, ranks.Ranks[found.Value], ranks.IsMoved(found.Value)))];
    }

    /// <summary>Notes what an operator says is the signature of the round. A gateway makes the seed of it once two sources agree; a process that only
    /// operates never does.</summary>
    /// <exception cref="ArgumentException">It is not the round that this draw waits for, or no signature.</exception>
    public async Task<BeaconSupplyOutcome> SupplyAsync(string eventId, long round, byte[] signature, string who, CancellationToken cancellationToken)
    {
        var record = await ReadAsync(eventId, cancellationToken).ConfigureAwait(false);
        if (DrawRecords.AnnouncementOf(record)?.Beacon is not { } beacon)
            throw new ArgumentException("The event has no draw by a beacon.", nameof(eventId));
        if (record.State.Stage != DrawStage.Rooted)
            throw new ArgumentException($"The draw does not wait for a round: it is {record.State.Stage}.", nameof(round));
        var expected = record.Number(DrawFields.Round)!.Value;
        if (round != expected)
            throw new ArgumentException($"The draw waits for round {expected}, and for no other.", nameof(round));
        if (signature.Length != beacon.SignatureSize)
            throw new ArgumentException($"A signature of this beacon has {beacon.SignatureSize} bytes.", nameof(signature));
        if (record.Time < BeaconRounds.TimeOf(beacon, round))
            throw new ArgumentException($"Round {round} does not exist yet.", nameof(round));
        record = await store.DrawAsync(eventId, DrawStep.Supply(signature, who), events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false);
        if (!record.Made)
            throw new ArgumentException("The draw got its round meanwhile, or was abandoned.", nameof(round));
        if (!options.Value.OperatesOnly)
        {
            await runner.RunNowAsync(eventId).WaitAsync(cancellationToken).ConfigureAwait(false);
            record = await ReadAsync(eventId, cancellationToken).ConfigureAwait(false);
        }

        if (record.Bytes(DrawFields.Signature) is { } decided)
            return decided.AsSpan().SequenceEqual(signature) ? BeaconSupplyOutcome.Decided : BeaconSupplyOutcome.DecidedOtherwise;
        return DrawRecords.SuppliedOf(record).Count(other => other.AsSpan().SequenceEqual(signature)) > 1 ? BeaconSupplyOutcome.Agreed : BeaconSupplyOutcome.Noted;
    }

    /// <exception cref="ArgumentException">The outcome is there already, there is no draw, or the reason is no sentence.</exception>
    public async Task AbandonAsync(string eventId, string reason, string who, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > DrawAbandonment.MaxReason)
            throw new ArgumentException($"The reason has 1 to {DrawAbandonment.MaxReason} characters; everybody reads it.", nameof(reason));
        if (!OperatorText.IsPlain(reason))
            throw new ArgumentException("The reason must be plain text, without '<', '>' and control characters; everybody reads it.", nameof(reason));
        var reply = await store.DrawAsync(eventId, DrawStep.Abandon(reason, who), events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false);
        if (!reply.Made)
        {
            throw new ArgumentException(
                reply.State.Stage switch
                {
                    DrawStage.None => "The event has no draw.",
                    DrawStage.Abandoned => "The draw was abandoned before.",
                    _ => "The outcome of the draw is known: it cannot be abandoned.",
                },
                nameof(eventId));
        }
    }

    /// <summary>What the draw of this event gave to its visitors; null before it is done. The list is read in parts.</summary>
    public async Task<DrawOutcome?> OutcomeAsync(string eventId, CancellationToken cancellationToken)
    {
        var record = await ReadAsync(eventId, cancellationToken).ConfigureAwait(false);
        if (record.KeptStage != DrawStage.Ranked || await book.ListAsync(eventId, record, cancellationToken).ConfigureAwait(false) is not { } list)
            return null;
        var ranks = await LongWork.RunAsync(() => list.Draw(record.Bytes(DrawFields.Seed)!), cancellationToken).ConfigureAwait(false);
        return new DrawOutcome(list.Places, ranks);
    }

    public ValueTask<DrawReply> ReadAsync(string eventId, CancellationToken cancellationToken) =>
        store.DrawAsync(eventId, DrawStep.Read, events.PolicyFor(eventId), cancellationToken);
}
