namespace TrafficTacos.Queueing;

/// <summary>The result of a request with a session.</summary>
public sealed class SessionResult
{
    /// <summary>The outcome.</summary>
    public required SessionOutcome Outcome { get; init; }

    /// <summary>The session; null unless it lives.</summary>
    public ShopperSession? Session { get; init; }

    /// <summary>The same session with newer times, to be kept instead of the token in the request; null if that one is as new. The old one
    /// stays good.</summary>
    public string? RenewedToken { get; init; }
}
