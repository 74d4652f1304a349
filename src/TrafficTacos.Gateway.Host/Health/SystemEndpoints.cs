using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>Paths for orchestrators and operators, without a prefix.</summary>
internal static class SystemEndpoints
{
    /// <summary>Probes may ask with HEAD, which documents need not know.</summary>
    private static readonly string[] Head = [HttpMethods.Head];

    public static void AddSystemEndpoints(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Add(SystemJson.Default));

    public static void MapSystemEndpoints(this IEndpointRouteBuilder app)
    {
        var usesRedis = app.ServiceProvider.GetService<GatewayRedis>() is not null;
        var system = IgnoresToken.On(app.MapGroup("").WithTags("System"));
        system.MapMethods("/healthz", Head, Live).ExcludeFromDescription();
        system.MapGet("/healthz", Live)
            .WithName("Health").WithSummary("Whether the process lives.")
            .Produces<Liveness>()
            .WithResponseExample(200, "healthy", new Liveness("healthy", DateTimeOffset.UnixEpoch.AddYears(56)), SystemJson.Default.Liveness);
        system.MapMethods("/readyz", Head, ReadyAsync).ExcludeFromDescription();
        system.MapGet("/readyz", ReadyAsync)
            .WithName("Readiness").WithSummary("Whether requests can be served, and what is missing if not.")
            .Produces<Readiness>()
            .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable)
            .WithResponseExample(200, "ready", new Readiness("ready", new Dependencies("connected", "available"), null), SystemJson.Default.Readiness)
            .WithResponseExample(503, "not_ready", new Readiness("not_ready", new Dependencies("disconnected", "available"), ["redis"]), SystemJson.Default.Readiness);
        system.MapMethods("/version", Head, Version).ExcludeFromDescription();
        system.MapGet("/version", Version)
            .WithName("Version").WithSummary("Which build this is.")
            .Produces<VersionInfo>()
            .WithResponseExample(200, "version", new VersionInfo(ThisBuild.Service, "1.0.0", "8f14e45f", "10.0.0"), SystemJson.Default.VersionInfo);

        async Task<JsonHttpResult<Readiness>> ReadyAsync(IWaitingRoom room, BackendReadiness backends, Drain drain, CancellationToken cancellationToken)
        {
            var asked = backends.FailingAsync();
            var available = await room.IsAvailableAsync(cancellationToken);
            var failing = await asked;
            var redis = !usesRedis ? "not_used" : available ? "connected" : "disconnected";
            string[] stopping = drain.HasBegun ? ["stopping"] : [];
            string[] all = available ? [.. stopping, .. failing] : [.. stopping, "redis", .. failing];
            var ready = all.Length == 0;
            return TypedResults.Json(
                new Readiness(
                    ready ? "ready" : "not_ready",
                    new Dependencies(redis, failing.Count == 0 ? "available" : "unavailable"),
                    ready ? null : all),
                SystemJson.Default.Readiness,
                statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static VersionInfo ThisBuild { get; } = new("traffictacos-gateway", GatewayVersion.Release, GatewayVersion.Commit, Environment.Version.ToString());

    private static JsonHttpResult<Liveness> Live(TimeProvider time) => TypedResults.Json(new Liveness("healthy", time.GetUtcNow()), SystemJson.Default.Liveness);

    private static JsonHttpResult<VersionInfo> Version() => TypedResults.Json(ThisBuild, SystemJson.Default.VersionInfo);
}

internal sealed record Liveness(
    [property: JsonPropertyName("status"), Description("Always healthy.")] string Status,
    [property: JsonPropertyName("timestamp"), Description("The gateway's clock.")] DateTimeOffset Timestamp);

internal sealed record Readiness(
    [property: JsonPropertyName("status"), Description("ready or not_ready.")] string Status,
    [property: JsonPropertyName("dependencies")] Dependencies Dependencies,
    [property: JsonPropertyName("failing"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What is missing, by name.")] IReadOnlyList<string>? Failing);

internal sealed record Dependencies(
    [property: JsonPropertyName("redis"), Description("connected or disconnected; not_used without a Redis.")] string Redis,
    [property: JsonPropertyName("backend_services"), Description("available or unavailable.")] string BackendServices);

internal sealed record VersionInfo(
    [property: JsonPropertyName("service"), Description("What this is.")] string Service,
    [property: JsonPropertyName("version"), Description("The release.")] string Version,
    [property: JsonPropertyName("commit"), Description("What it was built from.")] string Commit,
    [property: JsonPropertyName("runtime"), Description("The version of .NET.")] string Runtime);

[JsonSerializable(typeof(Liveness))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(VersionInfo))]
internal sealed partial class SystemJson : JsonSerializerContext;
