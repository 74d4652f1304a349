namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>From when until when a token holds: <c>nbf</c> and <c>exp</c>, with room for clocks that disagree.</summary>
/// <param name="NotBefore">Null when the token does not say.</param>
/// <param name="Expires">A token that never ends is none.</param>
internal readonly record struct TokenLifetime(DateTimeOffset? NotBefore, DateTimeOffset Expires)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>The skew moves now, which is far from both ends of time; the claims may be anywhere.</summary>
    public bool Covers(DateTimeOffset now) => Expires >= now - Skew && (NotBefore is not { } start || start <= now + Skew);
}
