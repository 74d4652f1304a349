namespace TrafficTacos.Queueing.Engine;

/// <summary>Draws, by <see cref="DrawOperator"/>.</summary>
internal sealed partial class WaitingRoomOperatorService
{
    public override async Task<EventDraw?> GetDrawAsync(string eventId, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        return PublishedDraw.Of(eventId, await draws.ReadAsync(eventId, cancellationToken).ConfigureAwait(false));
    }

    public override async Task<BeaconSupplyOutcome> SupplyBeaconAsync(string eventId, long round, byte[] signature, string who, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        ArgumentNullException.ThrowIfNull(signature);
        OperatorInput.ThrowIfNoName(who, nameof(who));
        return await draws.SupplyAsync(eventId, round, signature, who, cancellationToken).ConfigureAwait(false);
    }

    public override async Task AbandonDrawAsync(string eventId, string reason, string who, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        OperatorInput.ThrowIfNoName(who, nameof(who));
        await draws.AbandonAsync(eventId, reason, who, cancellationToken).ConfigureAwait(false);
    }
}
