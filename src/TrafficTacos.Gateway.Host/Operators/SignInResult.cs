using System.Security.Claims;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>What became of a sign-in. Without any of these, name and password do not belong together.</summary>
internal sealed record SignInResult
{
    public ClaimsPrincipal? Session { get; init; }

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether that is because too many passwords wait, and not because of too many attempts.</summary>
    public bool IsBusy { get; init; }
}
