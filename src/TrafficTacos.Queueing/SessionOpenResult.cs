namespace TrafficTacos.Queueing;

/// <summary>The result of opening a session.</summary>
public sealed class SessionOpenResult
{
    /// <summary>The outcome.</summary>
    public required SessionOpenOutcome Outcome { get; init; }

    /// <summary>The session; null unless opened.</summary>
    public ShopperSession? Session { get; init; }

    /// <summary>The token that the visitor holds from now on: opaque, URL-safe. Null unless opened.</summary>
    public string? SessionToken { get; init; }
}
