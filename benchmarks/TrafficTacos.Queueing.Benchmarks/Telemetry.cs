using System.Diagnostics;
using System.Net;
using TrafficTacos.Testing;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What telemetry costs an HTTP join: the host with all of it (metrics, a line a request, one trace in ten sent to a
/// collector) against the host with none, under the same wrk and on the same Redis, in turn.</summary>
internal static class Telemetry
{
    public static async Task RunAsync(int rounds)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var collector = await StartCollectorAsync();
        var hosts = new List<Process>();
        try
        {
            (string, string) quiet = ("LOG_LEVEL", "warn"), unmeasured = ("OBSERVABILITY_METRICS_ENABLED", "false");
            (string, string)[] traced = [("OBSERVABILITY_OTLP_ENDPOINT", collector.Urls.Single()), ("OBSERVABILITY_OTLP_PROTOCOL", "http/protobuf")];
            List<Side> sides =
            [
                await StartAsync("HTTP join without telemetry", [quiet, unmeasured]),
                await StartAsync("HTTP join with all of it", traced),
                await StartAsync("with metrics only", [quiet]),
                await StartAsync("with a line a request only", [unmeasured]),
                await StartAsync("with one trace in ten only", [quiet, unmeasured, .. traced]),
            ];
            for (var round = -1; round < rounds; round++)
            {
                foreach (var side in sides)
                    await MeasureAsync(side, warm: round < 0);
                // By turns who goes first, so that none always finds the larger queue.
                sides.Reverse();
            }

            var none = sides.Single(side => side.Joins.Name.EndsWith("without telemetry", StringComparison.Ordinal));
            foreach (var side in sides.OrderBy(side => side != none))
            {
                side.Joins.Print();
                if (side == none)
                    continue;
                side.Joins.PrintAgainst(none.Joins, 0.93);
                side.Work.PrintAgainst(none.Work, 0.93);
            }
        }
        finally
        {
            hosts.ForEach(host => host.Kill());
        }

        async Task<Side> StartAsync(string name, (string Name, string Value)[] settings)
        {
            var port = Programs.Text(RedisServer.FreePort());
            var host = Programs.StartGatewayUnread([.. Http.HostSettings, .. settings, ("RATE_LIMIT_ENABLED", "false"), ("REDIS_ADDRESS", redis.Address), ("SERVER_PORT", port)]);
            hosts.Add(host);
            await Programs.ReadyAsync($"http://127.0.0.1:{port}/healthz");
            return new Side(new Figure(name), new Figure(name + ", a second of the host's processor"), host, $"http://127.0.0.1:{port}/api/v1/queue/join");
        }
    }

    /// <summary>Joins a second, and joins a second of the processor that the host had: the other half of it is Redis and wrk, and
    /// on a machine that others use the second figure is the steadier one.</summary>
    private sealed record Side(Figure Joins, Figure Work, Process Host, string Url);

    private static async Task MeasureAsync(Side side, bool warm)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), Programs.Processor(side.Host));
        var rate = await Wrk.RunAsync(side.Url, Http.Seconds, Wrk.Script("join-queue.lua"));
        var (seconds, worked) = (Stopwatch.GetElapsedTime(start).TotalSeconds, Programs.Processor(side.Host) - before);
        if (warm)
            return;
        side.Joins.Add(rate);
        side.Work.Add(rate * seconds / worked.TotalSeconds);
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
