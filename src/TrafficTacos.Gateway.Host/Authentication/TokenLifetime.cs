namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>The time in which a token is valid: <c>nbf</c> to <c>exp</c>, with a tolerance for clock skew.</summary>
/// <param name="NotBefore">Null if the token does not limit it.</param>
/// <param name="Expires">Required: a token without an end is invalid.</param>
internal readonly record struct TokenLifetime(DateTimeOffset? NotBefore, DateTimeOffset Expires)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>The skew is added to the current time and not to the claims, which may be close to the limits of the type.</summary>
    public bool Covers(DateTimeOffset now) => Expires >= now - Skew && (NotBefore is not { } start || start <= now + Skew);
}
