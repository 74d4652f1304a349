using Microsoft.Extensions.Configuration;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Reservations;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>Settings of the gateway's pieces, for tests that compose them.</summary>
internal static class TestSettings
{
    /// <summary>No issuer and no development tokens.</summary>
    public static AuthenticationSettings Authentication { get; } = new(SettingsReader.Of()) { DevelopmentTokens = false };

    /// <param name="authentication">The issuer, if there is one.</param>
    /// <param name="hasSharedSecret">Whether there is a JWT_SECRET.</param>
    /// <param name="bare">The value of IDENTITY_NAMESPACE, if it is set.</param>
    public static IdentitySettings Identity(AuthenticationSettings authentication, bool hasSharedSecret = false, string? bare = null) =>
        new(SettingsReader.Of(new ConfigurationBuilder().AddInMemoryCollection([new("Identity:Namespace", bare)]).Build()), authentication, hasSharedSecret);

    public static AccountSettings Accounts(string? signingKey = null, bool enabled = true, params IReadOnlyList<string> acceptedKeys) =>
        new(SettingsReader.Of(), Authentication) { SigningKey = signingKey, Enabled = enabled, AcceptedKeys = acceptedKeys };

    public static AccountSettings AccountsWithSecret(string secret, string? signingKey = null) =>
        new(SettingsReader.Of(), Authentication) { JwtSecret = secret, SigningKey = signingKey };

    public static AccountSettings Accounts(DynamoSettings dynamo, bool upgradeHashes = false) =>
        new(SettingsReader.Of(), Authentication) { Dynamo = dynamo, UpgradeHashes = upgradeHashes };

    public static RateLimitSettings RateLimit(int requestsPerSecond = 50, int burst = 100, int accountsPerMinute = 10, bool enabled = true, int addressCeiling = 1_000_000, string exempt = "", int logInsPerAccount = 20) =>
        new(SettingsReader.Of())
        {
            Enabled = enabled,
            RequestsPerSecond = requestsPerSecond,
            Burst = burst,
            AccountsPerMinute = accountsPerMinute,
            AddressCeiling = addressCeiling,
            LogInsPerAccount = logInsPerAccount,
            ExemptNetworks = exempt.Length == 0 ? [] : [System.Net.IPNetwork.Parse(exempt)],
        };

    public static BackendSettings Backends(Uri reservation, Uri payment, TimeSpan timeout) =>
        new(SettingsReader.Of()) { Reservation = new BackendEndpoint(reservation, timeout), Payment = new BackendEndpoint(payment, timeout) };

    public static ReservationSettings Reservations(bool requireAdmission) => new(SettingsReader.Of()) { RequireAdmission = requireAdmission };

    public static RedisSettings Redis(string? address) =>
        new(SettingsReader.Of()) { Options = address is null ? null : ConfigurationOptions.Parse(address) };
}
