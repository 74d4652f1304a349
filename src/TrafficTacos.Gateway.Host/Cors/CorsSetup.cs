namespace TrafficTacos.Gateway.Host.Cors;

/// <summary>Cross-origin requests.</summary>
internal static class CorsSetup
{
    /// <summary>The headers that a page may send.</summary>
    private static readonly string[] Headers =
        ["authorization", "content-type", "idempotency-key", "x-trace-id", "traceparent", "x-reservation-token", "x-waiting-token"];

    /// <summary>The headers that a script of the page may read.</summary>
    private static readonly string[] ExposedHeaders =
        ["retry-after", "location", "idempotency-replayed", "x-idempotency-cached", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"];

    /// <summary>The time for which a browser remembers the answer to a preflight, so that not every poll needs one. Chromium allows
    /// two hours at most.</summary>
    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromHours(2);

    public static void AddGatewayCors(this IServiceCollection services, CorsSettings settings) =>
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. settings.Origins])
            .WithMethods("GET", "POST", "DELETE")
            .WithHeaders(Headers)
            .WithExposedHeaders(ExposedHeaders)
            .SetPreflightMaxAge(PreflightMaxAge)));
}
