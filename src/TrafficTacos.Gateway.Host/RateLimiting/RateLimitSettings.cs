using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The rate limits.</summary>
internal sealed class RateLimitSettings(SettingsReader reader)
{
    private const int Max = 1_000_000;

    public bool Enabled { get; init; } = reader.Boolean(new("RateLimit:Enabled", "RATE_LIMIT_ENABLED", "Limits the rate of requests."), true);

    /// <summary>The long-term rate.</summary>
    public int RequestsPerSecond { get; init; } = reader.Integer(
        new("RateLimit:RequestsPerSecond", "RATE_LIMIT_RPS", "Requests a second for each user, waiting token or address."), 50, 1, Max);

    /// <summary>The size of the bucket.</summary>
    public int Burst { get; init; } = reader.Integer(new("RateLimit:Burst", "RATE_LIMIT_BURST", "Requests at once after a pause."), 100, 1, Max);

    /// <summary>Log-ins and registrations, which can come all at once.</summary>
    public int AccountsPerMinute { get; init; } = reader.Integer(
        new("RateLimit:AccountsPerMinute", null, "Log-ins and registrations a minute for each address."), 10, 1, Max);
}
