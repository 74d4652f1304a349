namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The names of limits that an endpoint selects with <c>RequireRateLimiting</c> in place of the default one.</summary>
internal static class RateLimitPolicies
{
    /// <summary>Login and registration: few requests a minute for each address.</summary>
    public const string Accounts = "accounts";

    /// <summary>The operator's console: a bucket for each address of its own, because visitors behind the same address must not keep
    /// operators out.</summary>
    public const string Operators = "operators";
}
