namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>Environment variables of the gateway that this one replaces, which this one does not read. Those that an operator would miss
/// stop the start and say what to do; the others are one warning.</summary>
internal static class ReplacedSettings
{
    private static readonly string[] Meaningless =
    [
        "GRPC_PORT", "LOG_FORMAT", "RATE_LIMIT_WINDOW_SIZE",
        "REDIS_POOL_SIZE", "REDIS_POOL_TIMEOUT", "REDIS_MIN_IDLE_CONNS", "REDIS_MAX_IDLE_CONNS", "REDIS_MAX_CONN_AGE", "REDIS_CONN_MAX_LIFETIME",
        "REDIS_IDLE_TIMEOUT", "REDIS_IDLE_CHECK_FREQUENCY", "REDIS_DIAL_TIMEOUT", "REDIS_READ_TIMEOUT", "REDIS_WRITE_TIMEOUT", "REDIS_MAX_RETRIES",
        "REDIS_MIN_RETRY_BACKOFF", "REDIS_MAX_RETRY_BACKOFF", "REDIS_MAX_REDIRECTS", "REDIS_ROUTE_BY_LATENCY", "REDIS_ROUTE_RANDOMLY", "REDIS_READ_ONLY",
        "SERVER_READ_TIMEOUT", "SERVER_WRITE_TIMEOUT", "SERVER_IDLE_TIMEOUT",
    ];

    /// <summary>The settings of an HTTP client that this gateway does not have.</summary>
    private const string HttpPrefix = "HTTP_";

    /// <summary>Names with that prefix that .NET reads.</summary>
    private static readonly string[] HttpNames = ["HTTP_PROXY", "HTTP_PORTS"];

    private static readonly (string Name, string Instead)[] Missed =
    [
        ("REDIS_PASSWORD_FROM_SECRETS", "the gateway asks no secrets manager. Mount the secret as a file, and name the file in REDIS_PASSWORD_FILE; or set REDIS_PASSWORD"),
        ("REDIS_TLS_INSECURE_SKIP_VERIFY", "the gateway always checks the certificate of Redis. Give it the certificate authority in SSL_CERT_FILE or SSL_CERT_DIR"),
    ];

    public static void Check(SettingsReader reader)
    {
        foreach (var (name, instead) in Missed)
        {
            if (reader.Variable(name) is { } value && SettingsReader.Flag(value) is not false)
                reader.Refuse($"{name} is '{value}', but {instead}. Then remove {name}.");
        }

        var found = reader.VariableNames
            .Where(name => Meaningless.Contains(name, StringComparer.Ordinal)
                || (name.StartsWith(HttpPrefix, StringComparison.Ordinal) && !HttpNames.Contains(name, StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal).ToList();
        if (found.Count > 0)
            reader.Warn($"These environment variables have no meaning for this gateway: {string.Join(", ", found)}. docs/switching-over.md says what takes their place.");
    }
}
