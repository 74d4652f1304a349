using Microsoft.AspNetCore.Http.HttpResults;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Server;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Storage.Redis.Checks;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>The endpoints for orchestrators and operators. They have no prefix.</summary>
internal static class SystemEndpoints
{
    /// <summary>Probes may use HEAD. The documentation leaves it out.</summary>
    private static readonly string[] Head = [HttpMethods.Head];

    private static VersionInfo ThisVersion { get; } = new("traffictacos-gateway", GatewayVersion.Release, GatewayVersion.Commit, Environment.Version.ToString());

    public static void AddSystemEndpoints(this IServiceCollection services)
    {
        services.AddSingleton(provider => new StoreReadiness(provider.GetRequiredService<IWaitingRoom>(), provider.GetService<StoreWatch>()));
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Add(SystemJson.Default));
    }

    public static void MapSystemEndpoints(this IEndpointRouteBuilder app)
    {
        // It looks at Redis from now on, and not from the first probe.
        var usesRedis = app.ServiceProvider.GetService<StoreWatch>() is not null;
        var system = app.MapGroup("").WithTags("System").IgnoreBearerToken();
        system.MapMethods("/healthz", Head, GetLiveness).ExcludeFromDescription();
        system.MapGet("/healthz", GetLiveness)
            .WithName("Health").WithSummary("Whether the process lives.")
            .Produces<Liveness>()
            .WithResponseExample(200, "healthy", new Liveness("healthy", DateTimeOffset.UnixEpoch.AddYears(56)), SystemJson.Default.Liveness);
        system.MapMethods("/readyz", Head, GetReadinessAsync).ExcludeFromDescription();
        system.MapGet("/readyz", GetReadinessAsync)
            .WithName("Readiness").WithSummary("Whether requests can be served, and what is missing if not.")
            .Produces<Readiness>()
            .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable)
            .WithResponseExample(200, "ready", new Readiness("ready", new Dependencies("connected", "available"), null), SystemJson.Default.Readiness)
            .WithResponseExample(503, "not_ready", new Readiness("not_ready", new Dependencies("disconnected", "available"), ["redis"], [Finding.Of(RedisFindings.ReadOnly)]), SystemJson.Default.Readiness);
        system.MapMethods("/version", Head, GetVersion).ExcludeFromDescription();
        system.MapGet("/version", GetVersion)
            .WithName("Version").WithSummary("Which build this is.")
            .Produces<VersionInfo>()
            .WithResponseExample(200, "version", new VersionInfo(ThisVersion.Service, "1.0.0", "8f14e45f", "10.0.0"), SystemJson.Default.VersionInfo);

        async Task<JsonHttpResult<Readiness>> GetReadinessAsync(HttpContext context, StoreReadiness store, BackendReadiness backends, Drain drain, CancellationToken cancellationToken)
        {
            var checking = backends.GetFailingAsync();
            var (isStoreReady, findings) = await store.GetAsync(cancellationToken);
            var failing = await checking;
            var redis = !usesRedis ? "not_used" : isStoreReady ? "connected" : "disconnected";
            string[] stopping = drain.HasBegun ? ["stopping"] : [];
            string[] all = isStoreReady ? [.. stopping, .. failing] : [.. stopping, "redis", .. failing];
            // A payment service that restarts must not take the queue away.
            var isReady = isStoreReady && !drain.HasBegun;
            if (!ManagementPort.ShowsDetails(context))
            {
                return TypedResults.Json(
                    new Readiness(isReady ? "ready" : "not_ready", null, null),
                    SystemJson.Default.Readiness,
                    statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
            }

            return TypedResults.Json(
                new Readiness(
                    isReady ? "ready" : "not_ready",
                    new Dependencies(redis, failing.Count == 0 ? "available" : "unavailable"),
                    all.Length == 0 ? null : all,
                    findings),
                SystemJson.Default.Readiness,
                statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static JsonHttpResult<Liveness> GetLiveness(TimeProvider time) =>
        TypedResults.Json(new Liveness("healthy", time.GetUtcNow()), SystemJson.Default.Liveness);

    private static JsonHttpResult<VersionInfo> GetVersion() => TypedResults.Json(ThisVersion, SystemJson.Default.VersionInfo);
}
