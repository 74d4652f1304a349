using System.Diagnostics;
using System.Net;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Compares an HTTP join at a host with all telemetry (metrics, a log line a request, one trace in ten to a collector) with the
/// same join at a host without any, under the same load and on the same Redis, in turn.</summary>
internal static class TelemetryBenchmark
{
    private const double Goal = 0.93;

    public static async Task RunAsync(int rounds)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var collector = await StartCollectorAsync();
        var hosts = new List<Process>();
        try
        {
            (string, string) noLogs = ("LOG_LEVEL", "warn"), noMetrics = ("OBSERVABILITY_METRICS_ENABLED", "false");
            (string, string)[] traces = [("OBSERVABILITY_OTLP_ENDPOINT", collector.Urls.Single()), ("OBSERVABILITY_OTLP_PROTOCOL", "http/protobuf")];
            var none = await StartSideAsync("HTTP join without telemetry", [noLogs, noMetrics]);
            TelemetrySide[] others =
            [
                await StartSideAsync("HTTP join with all telemetry", traces),
                await StartSideAsync("with metrics only", [noLogs]),
                await StartSideAsync("with a log line a request only", [noMetrics]),
                await StartSideAsync("with one trace in ten only", [noLogs, noMetrics, .. traces]),
            ];
            List<TelemetrySide> sides = [none, .. others];
            for (var round = -1; round < rounds; round++)
            {
                foreach (var side in sides)
                    await side.MeasureAsync(warmUp: round < 0);
                // The order alternates, because the queue grows during a round.
                sides.Reverse();
            }

            none.Print();
            foreach (var side in others)
            {
                side.Print();
                side.PrintRatios(none, Goal);
            }
        }
        finally
        {
            hosts.ForEach(host => host.Kill());
        }

        async Task<TelemetrySide> StartSideAsync(string name, (string Name, string Value)[] settings)
        {
            var port = BenchmarkProcesses.Format(RedisServer.FreePort());
            var host = BenchmarkProcesses.StartGatewayWithoutOutput(
                [.. ProductionSettings.All, .. settings, ("RATE_LIMIT_ENABLED", "false"), ("REDIS_ADDRESS", redis.Address), ("SERVER_PORT", port)]);
            hosts.Add(host);
            await BenchmarkProcesses.WaitUntilReadyAsync($"http://127.0.0.1:{port}/healthz");
            return new TelemetrySide(name, host, $"http://127.0.0.1:{port}/api/v1/queue/join");
        }
    }

    /// <summary>A collector that discards what it receives.</summary>
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
