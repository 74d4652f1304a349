using System.Diagnostics;
using System.Globalization;
using System.Net;
using TrafficTacos.Testing;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What telemetry costs an HTTP join: the host with all of it (metrics, a line a request, one trace in ten sent to a
/// collector) against the host with none, under the same wrk and on the same Redis, in turn.</summary>
internal static class Telemetry
{
    private static readonly (string, string)[] Nothing =
        [("LOG_LEVEL", "warn"), ("OBSERVABILITY_METRICS_ENABLED", "false"), ("OBSERVABILITY_TRACING_ENABLED", "false")];

    public static async Task RunAsync(int rounds)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var collector = await StartCollectorAsync();
        var folder = Directory.CreateTempSubdirectory("traffictacos-telemetry-").FullName;
        var hosts = new List<Process>();
        try
        {
            (string, string)[] everything =
            [
                ("LOG_LEVEL", "info"), ("OBSERVABILITY_OTLP_ENDPOINT", collector.Urls.Single()), ("OBSERVABILITY_OTLP_PROTOCOL", "http/protobuf"),
                ("OBSERVABILITY_SAMPLE_RATE", "0.1"),
            ];
            var script = Path.Combine(folder, "join.lua");
            await File.WriteAllTextAsync(script, Http.JoinScript);
            var on = await StartAsync(everything);
            var off = await StartAsync(Nothing);
            Figure full = new("HTTP join with telemetry"), none = new("HTTP join without");
            for (var round = -1; round < rounds; round++)
            {
                // By turns who goes first, so that neither always finds the larger queue.
                foreach (var (figure, url) in round % 2 == 0 ? [(full, on), (none, off)] : ((Figure, string)[])[(none, off), (full, on)])
                {
                    var rate = await Http.WrkAsync(script, url);
                    if (round >= 0)
                        figure.Add(rate);
                }
            }

            none.Print();
            full.Print();
            full.PrintAgainst(none, 0.93);
        }
        finally
        {
            hosts.ForEach(host => host.Kill());
            Directory.Delete(folder, true);
        }

        async Task<string> StartAsync((string Name, string Value)[] settings)
        {
            var port = RedisServer.FreePort().ToString(CultureInfo.InvariantCulture);
            hosts.Add(Start([.. Http.HostSettings, .. settings, ("REDIS_ADDRESS", redis.Address), ("SERVER_PORT", port)]));
            await Http.ReadyAsync($"http://127.0.0.1:{port}/healthz");
            return $"http://127.0.0.1:{port}/api/v1/queue/join";
        }
    }

    /// <summary>Its lines are written and nobody reads them: who does, does it on another machine.</summary>
    private static Process Start(IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("sh", ["-c", "exec dotnet \"$0\" >/dev/null", Http.HostAssembly()]) { UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Takes what comes and throws it away.</summary>
    private static async Task<WebApplication> StartCollectorAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => context.Request.Body.CopyToAsync(Stream.Null));
        await app.StartAsync();
        return app;
    }
}
