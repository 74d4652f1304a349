using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>What a gateway knows after a loss of the store.</summary>
internal sealed partial class RedisQueueStore
{
    /// <summary>Gives a visitor back the place that the store lost; false if it lost none.</summary>
    private async ValueTask<bool> RestoreAsync(string eventId, Place place, PlaceProof proof, EventPolicy policy, CancellationToken cancellationToken)
    {
        var reply = await CallAsync(
            _scripts.Restore, eventId, _keys.Of(eventId).Event, policy,
            [ScriptArguments.Bytes(place.Entry.Value), place.Ticket, ScriptArguments.Pack(proof)], cancellationToken).ConfigureAwait(false);
        return (long)reply[2] == 1;
    }

    /// <summary>Tells the store whom this gateway let in lately, so that nobody is let in twice.</summary>
    private async ValueTask TellDeedsAsync(string eventId, StoreLoss loss, EventPolicy policy, CancellationToken cancellationToken)
    {
        var witness = WitnessOf(eventId);
        try
        {
            foreach (var batch in witness.DeedsFor(loss).Chunk(DeedsAtOnce))
                await Task.WhenAll(batch.Select(deed => TellAsync(eventId, deed, policy, cancellationToken))).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException)
        {
            witness.ForgetLoss();
            throw;
        }
    }

    private async Task TellAsync(string eventId, Deed deed, EventPolicy policy, CancellationToken cancellationToken)
    {
        if (deed.Kind is DeedKind.Opened or DeedKind.Released)
        {
            await SessionOnceAsync(
                eventId, deed.Place, deed.Session, deed.Kind == DeedKind.Opened ? SessionStep.Check : SessionStep.Release, policy, cancellationToken).ConfigureAwait(false);
            return;
        }

        RedisValue what = deed.Kind switch { DeedKind.Granted => "granted", DeedKind.Spent => "spent", DeedKind.Left => "left", _ => "gone" };
        await CallAsync(
            _scripts.Recall, eventId, _keys.Of(eventId).WithPass(deed.Place.Entry), policy,
            [what, ScriptArguments.Bytes(deed.Place.Entry.Value), deed.Place.Ticket, ScriptArguments.Pack(deed.Pass)], cancellationToken).ConfigureAwait(false);
    }
}
