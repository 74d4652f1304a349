namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The names of limits that an endpoint selects with <c>RequireRateLimiting</c> in place of the default one.</summary>
internal static class RateLimitPolicies
{
    /// <summary>Login and registration: few requests a minute for each address.</summary>
    public const string Accounts = "accounts";
}
