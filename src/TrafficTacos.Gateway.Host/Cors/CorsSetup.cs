namespace TrafficTacos.Gateway.Host.Cors;

/// <summary>Cross-origin requests.</summary>
internal static class CorsSetup
{
    /// <summary>The headers that a page may send.</summary>
    private static readonly string[] Headers =
    [
        "authorization", "content-type", "idempotency-key", "x-trace-id", "traceparent", "tracestate", "x-reservation-token", "x-waiting-token",
        "x-requested-with", "x-request-id", "x-dev-mode", "x-load-test", "x-waiting-room-session",
    ];

    /// <summary>The headers that a script of the page may read.</summary>
    private static readonly string[] ExposedHeaders =
    [
        "retry-after", "location", "idempotency-replayed", "x-idempotency-cached", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset",
        "x-request-id",
    ];

    /// <summary>The time for which a browser remembers the answer to a preflight, so that not every poll needs one. Chromium allows
    /// two hours at most.</summary>
    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromHours(2);

    public static void AddGatewayCors(this IServiceCollection services, CorsSettings settings) =>
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. settings.Origins])
            .WithMethods("GET", "POST", "DELETE")
            .WithHeaders(Headers)
            .WithExposedHeaders(ExposedHeaders)
            // Existing clients send credentials, and browsers drop every response that does not allow them.
            .AllowCredentials()
            .SetPreflightMaxAge(PreflightMaxAge)));
}
