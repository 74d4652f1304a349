using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Health;
using TrafficTacos.Gateway.Host.Observability;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Reservations;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>The environment names of the gateway this one replaces, each beside the configuration key it stands for. A name
/// with <c>_FILE</c> behind it names a file that holds the value, as orchestrators mount secrets.</summary>
internal static class EnvironmentAliases
{
    private const string FileSuffix = "_FILE";
    private const string EnvironmentVariable = "SERVER_ENVIRONMENT";

    public static IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["SERVER_PORT"] = HostSettings.Port,
        ["SERVER_DRAIN_DELAY"] = DrainSettings.DelayKey,
        ["LOG_LEVEL"] = HostSettings.LogLevel,
        ["REDIS_ADDRESS"] = HostSettings.RedisAddress,
        ["REDIS_PASSWORD"] = HostSettings.RedisPassword,
        ["REDIS_DATABASE"] = HostSettings.RedisDatabase,
        ["REDIS_TLS_ENABLED"] = HostSettings.RedisTls,
        ["REDIS_CLUSTER_MODE"] = HostSettings.RedisCluster,
        ["CORS_ALLOW_ORIGINS"] = HostSettings.CorsOrigins,
        ["TRUSTED_PROXIES"] = HostSettings.TrustedProxies,
        ["JWT_JWKS_ENDPOINT"] = AuthenticationSettings.JwksEndpointKey,
        ["JWT_ISSUER"] = AuthenticationSettings.IssuerKey,
        ["JWT_AUDIENCE"] = AuthenticationSettings.AudienceKey,
        ["JWT_CACHE_TTL"] = AuthenticationSettings.CacheTimeKey,
        ["ACCOUNTS_SIGNING_KEY"] = AccountSettings.SigningKeyKey,
        ["ACCOUNTS_ACCEPTED_KEYS"] = AccountSettings.AcceptedKeysKey,
        ["RATE_LIMIT_ENABLED"] = RateLimitSettings.EnabledKey,
        ["RATE_LIMIT_RPS"] = RateLimitSettings.PerSecondKey,
        ["RATE_LIMIT_BURST"] = RateLimitSettings.BurstKey,
        ["BACKEND_RESERVATION_API_GRPC_ADDRESS"] = BackendSettings.ReservationAddressKey,
        ["BACKEND_RESERVATION_API_TLS_ENABLED"] = BackendSettings.ReservationTlsKey,
        ["BACKEND_RESERVATION_API_TIMEOUT"] = BackendSettings.ReservationTimeoutKey,
        ["BACKEND_PAYMENT_API_GRPC_ADDRESS"] = BackendSettings.PaymentAddressKey,
        ["BACKEND_PAYMENT_API_TLS_ENABLED"] = BackendSettings.PaymentTlsKey,
        ["BACKEND_PAYMENT_API_TIMEOUT"] = BackendSettings.PaymentTimeoutKey,
        ["OBSERVABILITY_TRACING_ENABLED"] = ObservabilitySettings.TracingKey,
        ["OBSERVABILITY_OTLP_ENDPOINT"] = ObservabilitySettings.CollectorKey,
        ["OBSERVABILITY_OTLP_PROTOCOL"] = ObservabilitySettings.ProtocolKey,
        ["OBSERVABILITY_SAMPLE_RATE"] = ObservabilitySettings.SampleRateKey,
        ["OBSERVABILITY_METRICS_ENABLED"] = ObservabilitySettings.MetricsKey,
        ["OBSERVABILITY_METRICS_PATH"] = ObservabilitySettings.MetricsPathKey,
        ["RESERVATIONS_REQUIRE_ADMISSION"] = ReservationSettings.RequireAdmissionKey,
    };

    /// <summary>Known before there is a configuration; null leaves it to ASPNETCORE_ENVIRONMENT.</summary>
    public static string? EnvironmentName => Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } name ? name : null;

    /// <summary>Adds them, and returns what is wrong with the files they name.</summary>
    public static IReadOnlyList<string> AddEnvironmentAliases(this IConfigurationBuilder configuration)
    {
        var mistakes = new List<string>();
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, key) in Keys)
        {
            if (Environment.GetEnvironmentVariable(name + FileSuffix) is { Length: > 0 } path)
            {
                try
                {
                    values[key] = File.ReadAllText(path).TrimEnd('\r', '\n');
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    mistakes.Add($"{name + FileSuffix} is '{path}'; expected is the path of a file that can be read.");
                }
            }

            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                values[key] = value;
        }

        configuration.AddInMemoryCollection(values);
        return mistakes;
    }

    /// <summary>How a person knows the key: its environment name beside it.</summary>
    public static string NameOf(string key)
    {
        var alias = Keys.FirstOrDefault(pair => string.Equals(pair.Value, key, StringComparison.Ordinal)).Key;
        return alias is null ? key : $"{key} ({alias})";
    }
}
