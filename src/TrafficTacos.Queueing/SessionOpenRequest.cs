namespace TrafficTacos.Queueing;

/// <summary>A request to turn a pass into a session.</summary>
public sealed class SessionOpenRequest
{
    /// <summary>The token from <see cref="IWaitingRoom.EnterAsync"/>.</summary>
    public required string ReservationToken { get; init; }

    /// <summary>The event that the session must be for; null for that of the pass.</summary>
    public string? EventId { get; init; }

    /// <summary>The authenticated user of the request, or null. A pass that is bound to a user serves that user alone.</summary>
    public string? UserId { get; init; }
}
