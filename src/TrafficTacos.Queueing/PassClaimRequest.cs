namespace TrafficTacos.Queueing;

/// <summary>A request to claim a pass.</summary>
public sealed class PassClaimRequest
{
    /// <summary>The event that the request is for; a pass of another event is refused.</summary>
    public required string EventId { get; init; }

    /// <summary>The token from <see cref="IWaitingRoom.EnterAsync"/>.</summary>
    public required string ReservationToken { get; init; }

    /// <summary>The authenticated user of the request, or null. A pass that is bound to a user serves that user alone.</summary>
    public string? UserId { get; init; }

    /// <summary>The Idempotency-Key of the request, or null. The claim is then bound to it until the pass is released: the same request may
    /// claim the pass again when its gateway died, and no other request may.</summary>
    public string? IdempotencyKey { get; init; }
}
