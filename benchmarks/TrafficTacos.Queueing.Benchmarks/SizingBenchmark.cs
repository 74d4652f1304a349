using System.Diagnostics;
using StackExchange.Redis;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Measures the processor time of a request in the gateway and in Redis, for capacity planning: a status, a status with the rate
/// limit, and a join, at full load. docs/operations.md derives its table from these numbers.</summary>
internal static class SizingBenchmark
{
    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        var configuration = ConfigurationOptions.Parse(server.Address);
        configuration.AllowAdmin = true;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        var redis = connection.GetServers()[0];
        var folder = Directory.CreateTempSubdirectory("traffictacos-wrk-").FullName;
        var tokens = Path.Combine(folder, "tokens");
        int hostPort = RedisServer.FreePort(), limitedPort = RedisServer.FreePort();
        using var host = StartHost(hostPort, server.Address, rateLimit: false);
        using var limited = StartHost(limitedPort, server.Address, rateLimit: true);
        try
        {
            await BenchmarkProcesses.WaitUntilReadyAsync($"http://127.0.0.1:{hostPort}/healthz");
            await BenchmarkProcesses.WaitUntilReadyAsync($"http://127.0.0.1:{limitedPort}/healthz");
            var queueUrl = $"http://127.0.0.1:{hostPort}/api/v1/queue";
            await WaitingTokenFile.WriteAsync(queueUrl, tokens);
            var statusScript = Wrk.ScriptPath("status.lua");
            SizingSide status = new("a status", host, queueUrl + "/status", statusScript, [tokens]);
            SizingSide limitedStatus = new("a status with rate limit", limited, $"http://127.0.0.1:{limitedPort}/api/v1/queue/status", statusScript, [tokens]);
            SizingSide join = new("a join", host, queueUrl + "/join", Wrk.ScriptPath("join-queue.lua"), []);
            for (var round = -1; round < rounds; round++)
            {
                foreach (var side in (SizingSide[])[status, limitedStatus, join])
                    await side.MeasureAsync(redis, warmUp: round < 0);
            }

            foreach (var side in (SizingSide[])[status, limitedStatus, join])
                side.Print();
            limitedStatus.PrintRatios(status);
            join.PrintRatios(status);
        }
        finally
        {
            host.Kill();
            limited.Kill();
            Directory.Delete(folder, true);
        }
    }

    private static Process StartHost(int port, string redis, bool rateLimit) => BenchmarkProcesses.StartGatewayWithoutOutput(
    [
        .. ProductionSettings.All, ("LOG_LEVEL", "info"), ("REDIS_ADDRESS", redis), ("SERVER_PORT", BenchmarkProcesses.Format(port)),
        ("RATE_LIMIT_ENABLED", rateLimit ? "true" : "false"),
    ]);
}
