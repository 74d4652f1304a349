using StackExchange.Redis;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Measures a join and a reservation at gateways with more and more features. All gateways receive the same requests, except that
/// the Idempotency-Key of a join is only sent where idempotency is measured, because the key enables it.</summary>
internal static class MiddlewareBenchmark
{
    private const int Seconds = 1;
    private const int WarmUpSeconds = 3;

    private static readonly string[] Names = ["none", "authentication", "authentication, rate limit", "authentication, rate limit, idempotency"];

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("traffictacos-wrk-").FullName;
        int[] ports = [.. Enum.GetValues<GatewayFeatures>().Select(_ => RedisServer.FreePort())];
        var servicePort = RedisServer.FreePort();
        using var service = BenchmarkProcesses.StartReservations(servicePort);
        using var gateways = BenchmarkProcesses.StartSelf(
            ["gateways", server.Address, $"http://127.0.0.1:{servicePort}", .. ports.Select(BenchmarkProcesses.Format)]);
        try
        {
            foreach (var port in ports)
                await BenchmarkProcesses.WaitUntilReadyAsync($"http://127.0.0.1:{port}/");
            await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
            var (usersFile, passesFile) = (Path.Combine(folder, "users"), Path.Combine(folder, "passes"));
            var users = await UserTokenFile.WriteAsync(server.Address, usersFile, ports[1..]);
            var passes = await PassPool.CreateAsync(connection, users, passesFile);

            Measurement[] joins = [.. Names.Select(name => new Measurement("join, " + name))];
            Measurement[] reservations = [.. Names.Select(name => new Measurement("reservation, " + name))];
            for (var round = -1; round < rounds; round++)
            {
                // The first round warms up.
                var seconds = round < 0 ? WarmUpSeconds : Seconds;
                // The order alternates, because the first measurement after a pause differs.
                foreach (var features in round % 2 == 0 ? Enum.GetValues<GatewayFeatures>() : Enum.GetValues<GatewayFeatures>().Reverse())
                {
                    var (url, prefix) = ($"http://127.0.0.1:{ports[(int)features]}", $"{features}-{round}");
                    var join = await Wrk.RunAsync(
                        url + "/queue/join", seconds, Wrk.ScriptPath("join.lua"), usersFile, prefix, features == GatewayFeatures.Idempotency ? "key" : "none");
                    await passes.ResetAsync();
                    var reservation = await Wrk.RunAsync(url + "/reservations", seconds, Wrk.ScriptPath("reserve.lua"), usersFile, prefix, passesFile);
                    if (round < 0)
                        continue;
                    joins[(int)features].Add(join);
                    reservations[(int)features].Add(reservation);
                }
            }

            Print(joins);
            Print(reservations);
        }
        finally
        {
            gateways.Kill();
            service.Kill();
            Directory.Delete(folder, true);
        }
    }

    /// <summary>Prints the ratio of each to the first one, and to the one before it.</summary>
    private static void Print(Measurement[] measurements)
    {
        foreach (var measurement in measurements)
            measurement.Print();
        foreach (var measurement in measurements[1..])
            measurement.PrintRatio(measurements[0]);
        foreach (var (before, measurement) in measurements[1..].Zip(measurements[2..]))
            measurement.PrintRatio(before);
    }
}
