using System.Globalization;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>Kestrel and CORS.</summary>
internal static class ServerSetup
{
    private const int LargestBody = 64 * 1024;

    /// <summary>What a browser's page may send.</summary>
    private static readonly string[] Headers =
        ["authorization", "content-type", "idempotency-key", "x-trace-id", "traceparent", "x-reservation-token", "x-waiting-token"];

    /// <summary>What its script may read.</summary>
    private static readonly string[] Exposed =
        ["retry-after", "location", "idempotency-replayed", "x-idempotency-cached", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"];

    /// <summary>How long a browser remembers what it may do, instead of asking before every poll. Chromium remembers no longer.</summary>
    private static readonly TimeSpan PreflightLife = TimeSpan.FromHours(2);

    private static readonly string[] LocalPages = ["http://localhost:3000", "http://127.0.0.1:3000"];

    public static void ConfigureServer(this IWebHostBuilder server, HostSettings settings)
    {
        server.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        // The images of .NET name ports, too. Both would be a warning at every start in a container.
        server.UseSetting(WebHostDefaults.HttpPortsKey, "").UseSetting(WebHostDefaults.HttpsPortsKey, "");
        server.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://*:{settings.ListenPort}"));
    }

    public static void AddGatewayCors(this IServiceCollection services, HostSettings settings, IHostEnvironment environment)
    {
        var origins = environment.IsDevelopment() ? [.. settings.Origins, .. LocalPages] : settings.Origins;
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. origins])
            .WithMethods("GET", "POST", "DELETE")
            .WithHeaders(Headers)
            .WithExposedHeaders(Exposed)
            .SetPreflightMaxAge(PreflightLife)));
    }
}
