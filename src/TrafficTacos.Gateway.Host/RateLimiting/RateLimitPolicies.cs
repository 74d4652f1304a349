namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Names of the limits that an endpoint can ask for with <c>RequireRateLimiting</c>, in place of the common one.</summary>
internal static class RateLimitPolicies
{
    /// <summary>Login and register: few calls a minute for each address, whoever the user says they are.</summary>
    public const string Accounts = "accounts";
}
