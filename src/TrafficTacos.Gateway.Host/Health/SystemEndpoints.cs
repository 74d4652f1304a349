using System.Reflection;
using System.Text.Json.Serialization;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>Paths for orchestrators and operators, without a prefix.</summary>
internal static class SystemEndpoints
{
    public static void MapSystem(this IEndpointRouteBuilder app, HostSettings settings)
    {
        var system = app.MapGroup("").WithTags("System");
        system.MapGet("/healthz", (TimeProvider time) =>
            TypedResults.Json(new Liveness("healthy", time.GetUtcNow()), SystemJson.Default.Liveness))
            .WithSummary("Whether the process lives.")
            .Produces<Liveness>()
            .WithResponseExample(200, "healthy", new Liveness("healthy", DateTimeOffset.UnixEpoch.AddYears(56)), SystemJson.Default.Liveness);
        system.MapGet("/readyz", async (IWaitingRoom room, CancellationToken cancellationToken) =>
        {
            var available = await room.IsAvailableAsync(cancellationToken);
            var redis = settings.Redis is null ? "not_used" : available ? "connected" : "disconnected";
            return TypedResults.Json(
                new Readiness(available ? "ready" : "not_ready", new Dependencies(redis)),
                SystemJson.Default.Readiness,
                statusCode: available ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        })
            .WithSummary("Whether requests can be served, and what is missing if not.")
            .Produces<Readiness>()
            .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable)
            .WithResponseExample(200, "ready", new Readiness("ready", new Dependencies("connected")), SystemJson.Default.Readiness)
            .WithResponseExample(503, "not_ready", new Readiness("not_ready", new Dependencies("disconnected")), SystemJson.Default.Readiness);
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
    [property: JsonPropertyName("dependencies")] Dependencies Dependencies);

internal sealed record Dependencies(
    [property: JsonPropertyName("redis")] string Redis);

internal sealed record VersionInfo(
    [property: JsonPropertyName("service")] string Service,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("commit")] string Commit,
    [property: JsonPropertyName("runtime")] string Runtime);

[JsonSerializable(typeof(Liveness))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(VersionInfo))]
internal sealed partial class SystemJson : JsonSerializerContext;
