using System.Diagnostics;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Compares the host with the bare endpoint under the same load, in turn.</summary>
internal static class HttpBenchmark
{
    internal const int Seconds = 4;

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("traffictacos-wrk-").FullName;
        int hostPort = RedisServer.FreePort(), limitedPort = RedisServer.FreePort(), barePort = RedisServer.FreePort();
        // All joins of wrk come from one client, so one host has no rate limit. In the other one each waiting token is a client.
        using var host = StartHost(hostPort, server.Address, rateLimit: false);
        using var limited = StartHost(limitedPort, server.Address, rateLimit: true);
        using var bare = BenchmarkProcesses.StartSelf("bare", BenchmarkProcesses.Format(barePort), server.Address);
        try
        {
            var queueUrl = $"http://127.0.0.1:{hostPort}/api/v1/queue";
            await BenchmarkProcesses.WaitUntilReadyAsync($"http://127.0.0.1:{barePort}/");
            await BenchmarkProcesses.WaitUntilReadyAsync($"http://127.0.0.1:{hostPort}/healthz");
            await BenchmarkProcesses.WaitUntilReadyAsync($"http://127.0.0.1:{limitedPort}/healthz");
            var (joinScript, statusScript, tokens) = (Wrk.ScriptPath("join-queue.lua"), Wrk.ScriptPath("status.lua"), Path.Combine(folder, "tokens"));
            await WaitingTokenFile.WriteAsync(queueUrl, tokens);

            Measurement bareEndpoint = new("bare endpoint"), join = new("HTTP join"), status = new("HTTP status"), limitedStatus = new("HTTP status with rate limit");
            (Measurement Measurement, string Url, string? Script, string[] Arguments)[] sides =
            [
                (bareEndpoint, $"http://127.0.0.1:{barePort}/", null, []),
                (status, queueUrl + "/status", statusScript, [tokens]),
                (limitedStatus, $"http://127.0.0.1:{limitedPort}/api/v1/queue/status", statusScript, [tokens]),
                (join, queueUrl + "/join", joinScript, []),
            ];
            for (var round = -1; round < rounds; round++)
            {
                foreach (var side in sides)
                {
                    var rate = await Wrk.RunAsync(side.Url, Seconds, side.Script, side.Arguments);
                    // The first round warms up.
                    if (round >= 0)
                        side.Measurement.Add(rate);
                }
            }

            foreach (var measurement in (Measurement[])[bareEndpoint, join, status, limitedStatus])
                measurement.Print();
            join.PrintRatio(bareEndpoint, 0.85);
            status.PrintRatio(bareEndpoint, 1.0);
            limitedStatus.PrintRatio(status);
        }
        finally
        {
            host.Kill();
            limited.Kill();
            bare.Kill();
            Directory.Delete(folder, true);
        }
    }

    private static Process StartHost(int port, string redis, bool rateLimit) => BenchmarkProcesses.StartGateway(
    [
        .. ProductionSettings.All, ("REDIS_ADDRESS", redis), ("SERVER_PORT", BenchmarkProcesses.Format(port)),
        ("RATE_LIMIT_ENABLED", rateLimit ? "true" : "false"),
    ]);
}
