using System.Text.Json.Serialization;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The ceiling of figures.md: Kestrel, a minimal API, one Redis script (INCR) a request, JSON out.</summary>
internal static class BareEndpoint
{
    private const string Script = "#!lua\nreturn redis.call('INCR', KEYS[1])";

    public static async Task RunAsync(int port, string redis)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        var database = connection.GetDatabase();
        var app = builder.Build();
        app.MapGet("/", async () => TypedResults.Json(
            new Counter((long)await database.ScriptEvaluateAsync(Script, ["bare"], [])), BareJson.Default.Counter));
        await app.RunAsync();
    }
}

internal sealed record Counter([property: JsonPropertyName("count")] long Count);

[JsonSerializable(typeof(Counter))]
internal sealed partial class BareJson : JsonSerializerContext;
