namespace TrafficTacos.Queueing;

/// <summary>A request of a visitor with a session.</summary>
public sealed class SessionRequest
{
    /// <summary>The token from <see cref="IShopperSessions.OpenAsync"/>, or the newest that a later result had.</summary>
    public required string SessionToken { get; init; }

    /// <summary>The event that the session must be for; null for any.</summary>
    public string? EventId { get; init; }

    /// <summary>The authenticated user of the request, or null. A session that is bound to a user serves that user alone.</summary>
    public string? UserId { get; init; }

    /// <summary>Whether a check is a use of the session. False only looks, as a page does that shows the time that is left, and always asks
    /// the store. Default true.</summary>
    public bool IsUse { get; init; } = true;
}
