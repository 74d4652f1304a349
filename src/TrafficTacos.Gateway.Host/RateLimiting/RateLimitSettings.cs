using System.Net;
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

    /// <summary>All requests of an address together, whoever sends them.</summary>
    public int AddressCeiling { get; init; } = reader.Integer(
        new("RateLimit:AddressCeiling", "RATE_LIMIT_ADDRESS_CEILING", "Requests a second of one address together, whatever users and waiting tokens it has. Polls that come as told do not count."), 1000, 1, Max);

    /// <summary>Networks without a ceiling, such as those of a carrier whose customers share few addresses.</summary>
    public IReadOnlyList<IPNetwork> ExemptNetworks { get; init; } =
    [
        .. reader.List(
            new("RateLimit:ExemptNetworks", "RATE_LIMIT_EXEMPT_NETWORKS", "Networks without a ceiling, such as those of a carrier whose customers share few addresses."),
            "networks such as 203.0.113.0/24",
            text => IPNetwork.TryParse(text, out _)).Select(IPNetwork.Parse),
    ];

    /// <summary>Log-ins and registrations, which can come all at once.</summary>
    public int AccountsPerMinute { get; init; } = reader.Integer(
        new("RateLimit:AccountsPerMinute", null, "Log-ins and registrations a minute for each address."), 10, 1, Max);

    /// <summary>Log-ins to one account from one network, so that its owner, who is elsewhere, is not locked out.</summary>
    public int LogInsPerAccount { get; init; } = reader.Integer(
        new("RateLimit:LogInsPerAccount", null, "Log-ins a minute to one account from one network (/24, or /64 of IPv6)."), 20, 1, Max);
}
