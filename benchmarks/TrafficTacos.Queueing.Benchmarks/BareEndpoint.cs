using StackExchange.Redis;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The reference for HTTP: a minimal API on Kestrel that runs one Redis script (INCR) a request and answers with JSON.</summary>
internal static class BareEndpoint
{
    public static async Task RunAsync(int port, string redis)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        var database = connection.GetDatabase();
        var script = ScriptFile.Read("increment.lua");
        var app = builder.Build();
        app.MapGet("/", async () => TypedResults.Json(
            new BareEndpointResponse((long)await database.ScriptEvaluateAsync(script, ["bare"], [])), BareEndpointJson.Default.BareEndpointResponse));
        await app.RunAsync();
    }
}
