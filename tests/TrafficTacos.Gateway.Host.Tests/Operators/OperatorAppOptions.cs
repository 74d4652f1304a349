using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>How one gateway with operators differs from the next.</summary>
internal sealed record OperatorAppOptions
{
    /// <summary>The address of a Redis; null keeps everything in memory.</summary>
    public string? Redis { get; init; }

    /// <summary>The operators' file; null for none.</summary>
    public UsersFile? Users { get; init; }

    public string? Claim { get; init; }

    public string? Audience { get; init; }

    public string Environment { get; init; } = "Production";

    public AuthenticationSettings Authentication { get; init; } = TestSettings.Authentication;

    public AccountSettings Accounts { get; init; } = TestSettings.Accounts();

    public RateLimitSettings RateLimit { get; init; } = TestSettings.RateLimit(enabled: false);

    public FakeTimeProvider Time { get; init; } = new(new DateTimeOffset(2026, 11, 30, 19, 0, 0, TimeSpan.Zero));
}
