using System.Diagnostics;
using StackExchange.Redis;
using TrafficTacos.Testing;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What a request costs a gateway and Redis in processor time, which is what machines are counted by: a status, the same
/// with the rate limit, and a join, as fast as wrk can ask. docs/operations.md works its table out of these.</summary>
internal static class Sizing
{
    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        var configuration = ConfigurationOptions.Parse(server.Address);
        configuration.AllowAdmin = true;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        var redis = connection.GetServers()[0];
        var folder = Directory.CreateTempSubdirectory("traffictacos-wrk-").FullName;
        var script = Path.Combine(folder, "status.lua");
        int openPort = RedisServer.FreePort(), limitedPort = RedisServer.FreePort();
        using var open = StartHost(openPort, server.Address, "false");
        using var limited = StartHost(limitedPort, server.Address, "true");
        try
        {
            await Programs.ReadyAsync($"http://127.0.0.1:{openPort}/healthz");
            await Programs.ReadyAsync($"http://127.0.0.1:{limitedPort}/healthz");
            var api = $"http://127.0.0.1:{openPort}/api/v1/queue";
            await File.WriteAllTextAsync(script, await Http.StatusScriptAsync(api));
            Side status = new("a status", open, api + "/status", script);
            Side counted = new("a status with the limit", limited, $"http://127.0.0.1:{limitedPort}/api/v1/queue/status", script);
            Side join = new("a join", open, api + "/join", Wrk.Script("join-queue.lua"));
            for (var round = -1; round < rounds; round++)
            {
                foreach (var side in (Side[])[status, counted, join])
                    await MeasureAsync(side, redis, warm: round < 0);
            }

            foreach (var side in (Side[])[status, counted, join])
            {
                side.Rate.Print();
                side.Gateway.Print();
                side.Redis.Print();
            }

            foreach (var side in (Side[])[counted, join])
            {
                side.Gateway.PrintAgainst(status.Gateway);
                side.Redis.PrintAgainst(status.Redis);
            }
        }
        finally
        {
            open.Kill();
            limited.Kill();
            Directory.Delete(folder, true);
        }
    }

    /// <summary>One kind of request at one gateway.</summary>
    private sealed record Side(string Name, Process Host, string Url, string Script)
    {
        public Figure Rate { get; } = new(Name);

        public Figure Gateway { get; } = new(Name + ", processor of the gateway", " µs");

        public Figure Redis { get; } = new(Name + ", processor of Redis", " µs");
    }

    private static async Task MeasureAsync(Side side, IServer redis, bool warm)
    {
        var (start, gateway, store) = (Stopwatch.GetTimestamp(), Programs.Processor(side.Host), await RedisCost.CpuAsync(redis));
        var rate = await Wrk.RunAsync(side.Url, Http.Seconds, side.Script);
        var requests = rate * Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (warm)
            return;
        side.Rate.Add(rate);
        side.Gateway.Add((Programs.Processor(side.Host) - gateway).TotalMicroseconds / requests);
        side.Redis.Add((await RedisCost.CpuAsync(redis) - store) * 1e6 / requests);
    }

    private static Process StartHost(int port, string redis, string limit) => Programs.StartGatewayUnread(
    [
        .. Http.HostSettings, ("LOG_LEVEL", "info"), ("REDIS_ADDRESS", redis), ("SERVER_PORT", Programs.Text(port)),
        ("RATE_LIMIT_ENABLED", limit),
    ]);
}
