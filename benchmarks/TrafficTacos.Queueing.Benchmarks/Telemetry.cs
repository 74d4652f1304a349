using System.Diagnostics;
using System.Globalization;
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
        var folder = Directory.CreateTempSubdirectory("traffictacos-telemetry-").FullName;
        var hosts = new List<Process>();
        try
        {
            var script = Path.Combine(folder, "join.lua");
            await File.WriteAllTextAsync(script, Http.JoinScript);
            (string, string) quiet = ("LOG_LEVEL", "warn"), unmeasured = ("OBSERVABILITY_METRICS_ENABLED", "false");
            (string, string)[] traced = [("OBSERVABILITY_OTLP_ENDPOINT", collector.Urls.Single()), ("OBSERVABILITY_OTLP_PROTOCOL", "http/protobuf")];
            List<(Figure Figure, string Url)> sides =
            [
                (new("HTTP join without telemetry"), await StartAsync([quiet, unmeasured])),
                (new("HTTP join with all of it"), await StartAsync(traced)),
                (new("with metrics only"), await StartAsync([quiet])),
                (new("with a line a request only"), await StartAsync([unmeasured])),
                (new("with one trace in ten only"), await StartAsync([quiet, unmeasured, .. traced])),
            ];
            for (var round = -1; round < rounds; round++)
            {
                foreach (var (figure, url) in sides)
                {
                    var rate = await Http.WrkAsync(script, url);
                    if (round >= 0)
                        figure.Add(rate);
                }

                // By turns who goes first, so that none always finds the larger queue.
                sides.Reverse();
            }

            var none = sides.Single(side => side.Figure.Name.EndsWith("without telemetry", StringComparison.Ordinal)).Figure;
            foreach (var (figure, _) in sides.OrderBy(side => side.Figure != none))
            {
                figure.Print();
                if (figure != none)
                    figure.PrintAgainst(none, 0.93);
            }
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
