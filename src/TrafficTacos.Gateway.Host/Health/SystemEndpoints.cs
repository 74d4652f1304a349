using System.Reflection;
using System.Text.Json.Serialization;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>Paths for orchestrators and operators, without a prefix.</summary>
internal static class SystemEndpoints
{
    public static void MapSystem(this IEndpointRouteBuilder app, HostSettings settings)
    {
        var system = IgnoresToken.On(app.MapGroup("").WithTags("System"));
        system.MapGet("/healthz", (TimeProvider time) =>
            TypedResults.Json(new Liveness("healthy", time.GetUtcNow()), SystemJson.Default.Liveness))
            .WithSummary("Whether the process lives.")
            .Produces<Liveness>()
            .WithResponseExample(200, "healthy", new Liveness("healthy", DateTimeOffset.UnixEpoch.AddYears(56)), SystemJson.Default.Liveness);
        system.MapGet("/readyz", async (IWaitingRoom room, BackendReadiness backends, Drain drain, CancellationToken cancellationToken) =>
        {
            var asked = backends.FailingAsync();
            var available = await room.IsAvailableAsync(cancellationToken);
            var failing = await asked;
            var redis = settings.Redis is null ? "not_used" : available ? "connected" : "disconnected";
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
        })
            .WithSummary("Whether requests can be served, and what is missing if not.")
            .Produces<Readiness>()
            .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable)
            .WithResponseExample(200, "ready", new Readiness("ready", new Dependencies("connected", "available"), null), SystemJson.Default.Readiness)
            .WithResponseExample(503, "not_ready", new Readiness("not_ready", new Dependencies("disconnected", "available"), ["redis"]), SystemJson.Default.Readiness);
        var version = typeof(SystemEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');
        var answer = new VersionInfo("traffictacos-gateway", version[0], version.Length > 1 ? version[1] : "", Environment.Version.ToString());
        system.MapGet("/version", () => TypedResults.Json(answer, SystemJson.Default.VersionInfo))
            .WithSummary("Which build this is.")
            .Produces<VersionInfo>()
            .WithResponseExample(200, "version", new VersionInfo(answer.Service, "1.0.0", "8f14e45f", "10.0.0"), SystemJson.Default.VersionInfo);
    }
}

internal sealed record Liveness(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp);

internal sealed record Readiness(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("dependencies")] Dependencies Dependencies,
    [property: JsonPropertyName("failing"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Failing);

internal sealed record Dependencies(
    [property: JsonPropertyName("redis")] string Redis,
    [property: JsonPropertyName("backend_services")] string BackendServices);

internal sealed record VersionInfo(
    [property: JsonPropertyName("service")] string Service,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("commit")] string Commit,
    [property: JsonPropertyName("runtime")] string Runtime);

[JsonSerializable(typeof(Liveness))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(VersionInfo))]
internal sealed partial class SystemJson : JsonSerializerContext;
