namespace TrafficTacos.Queueing;

/// <content>Draws: to look at one, to bring the round that it waits for, and to end it.</content>
public abstract partial class WaitingRoomOperator
{
    /// <summary>The draw of an event, with its papers; null if none was announced.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    public abstract Task<EventDraw?> GetDrawAsync(string eventId, CancellationToken cancellationToken = default);

    /// <summary>Notes the round of the beacon that a draw waits for, where the gateways cannot reach two addresses of the beacon. It decides
    /// nothing alone: a gateway takes a signature that two sources give, of which each address of the beacon is one and each operator another.
    /// If an address answers, one must be among them. Until then the same <paramref name="who"/> may correct theirs.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="round">Exactly the round that the papers name.</param>
    /// <param name="signature">That round's signature: 48 bytes of quicknet, 96 of a beacon whose public key has 48.</param>
    /// <param name="who">Who does it, for the audit: 1 to 128 characters. Two operators are two by this name; case and spaces around it
    /// do not count.</param>
    /// <param name="cancellationToken">Stops waiting for the result; it may have been done.</param>
    /// <returns>What is still missing.</returns>
    /// <exception cref="ArgumentException">The draw waits for no round, or for another, or has it; nothing was changed.</exception>
    public abstract Task<BeaconSupplyOutcome> SupplyBeaconAsync(string eventId, long round, byte[] signature, string who, CancellationToken cancellationToken = default);

    /// <summary>Ends a draw before its seed is known: all stand by arrival, and the papers say so for ever.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="reason">Why: 1 to 280 characters, which everybody reads, without <c>&lt;</c>, <c>&gt;</c> and control characters.</param>
    /// <param name="who">Who does it, for the audit: 1 to 128 characters.</param>
    /// <param name="cancellationToken">Stops waiting for the result; it may have been done.</param>
    /// <exception cref="ArgumentException">There is no draw, or its outcome is known; nothing was changed.</exception>
    public abstract Task AbandonDrawAsync(string eventId, string reason, string who, CancellationToken cancellationToken = default);
}
