using StackExchange.Redis;
using TrafficTacos.Testing;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What authentication, rate limit and idempotency cost a join and a reservation, each switched on in turn. All four sides
/// get the very same requests, but for the Idempotency-Key of join: there the key itself switches it on.</summary>
internal static class PieceCost
{
    private const int Seconds = 1;
    private const int WarmSeconds = 3;

    private static readonly string[] Names = ["none", "authentication", "authentication, limit", "authentication, limit, idempotency"];

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("traffictacos-wrk-").FullName;
        int[] ports = [.. Enum.GetValues<Pieces>().Select(_ => RedisServer.FreePort())];
        var servicePort = RedisServer.FreePort();
        using var service = Programs.StartReservations(servicePort);
        using var gateways = Programs.StartSelf(["gateways", server.Address, $"http://127.0.0.1:{servicePort}", .. ports.Select(Programs.Text)]);
        try
        {
            foreach (var port in ports)
                await Programs.ReadyAsync($"http://127.0.0.1:{port}/");
            await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
            var users = await Buyers.PrepareAsync(server.Address, Path.Combine(folder, "users"), ports[1..]);
            var passes = await Passes.PrepareAsync(connection, users, Path.Combine(folder, "passes"));

            Figure[] joins = [.. Names.Select(name => new Figure("join, " + name))], reservations = [.. Names.Select(name => new Figure("reservation, " + name))];
            for (var round = -1; round < rounds; round++)
            {
                // The first round warms up and does not count.
                var seconds = round < 0 ? WarmSeconds : Seconds;
                // There and back, so that none is always the first after a pause.
                foreach (var pieces in round % 2 == 0 ? Enum.GetValues<Pieces>() : Enum.GetValues<Pieces>().Reverse())
                {
                    var (url, slice) = ($"http://127.0.0.1:{ports[(int)pieces]}", $"{pieces}-{round}");
                    var join = await Wrk.RunAsync(
                        url + "/queue/join", seconds, Wrk.Script("join.lua"), Path.Combine(folder, "users"), slice, pieces == Pieces.Idempotency ? "key" : "none");
                    await passes.ReviveAsync();
                    var reservation = await Wrk.RunAsync(
                        url + "/reservations", seconds, Wrk.Script("reserve.lua"), Path.Combine(folder, "users"), slice, Path.Combine(folder, "passes"));
                    if (round < 0)
                        continue;
                    joins[(int)pieces].Add(join);
                    reservations[(int)pieces].Add(reservation);
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

    /// <summary>Each against none of them, and against the one before.</summary>
    private static void Print(Figure[] figures)
    {
        foreach (var figure in figures)
            figure.Print();
        foreach (var figure in figures[1..])
            figure.PrintAgainst(figures[0]);
        foreach (var (before, figure) in figures[1..].Zip(figures[2..]))
            figure.PrintAgainst(before);
    }
}
