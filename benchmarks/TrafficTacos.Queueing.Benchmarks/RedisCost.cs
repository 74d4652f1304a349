using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Testing;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What Redis says it paid: used_memory, and the processor time of the whole server divided by the operations.</summary>
internal static class RedisCost
{
    private const int Visitors = 200_000;
    private const int Many = 64;

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        var configuration = ConfigurationOptions.Parse(server.Address);
        configuration.AllowAdmin = true;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        await using var services = Rooms.OnRedis(connection);
        var room = services.GetRequiredService<IWaitingRoom>();
        await room.JoinAsync(Rooms.EventId, Visitor.Anonymous);

        var redis = connection.GetServers()[0];
        var memory = await ReadAsync(redis, "memory", "used_memory");
        var cpu = await CpuAsync(redis);
        var tokens = await Rooms.FillAsync(room, Visitors);
        Print("processor a join", (await CpuAsync(redis) - cpu) / Visitors * 1e6, "µs", "goal ≤ 10");
        Print($"memory a waiting visitor, {Visitors:N0} waiting", (await ReadAsync(redis, "memory", "used_memory") - memory) / Visitors, "B", "goal ≤ 280");

        var chunks = tokens.Chunk(Many).ToArray();
        cpu = await CpuAsync(redis);
        await Parallel.ForEachAsync(chunks, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (chunk, token) => await room.GetStatusesAsync(chunk, token));
        Print($"processor a status, {Many} at once", (await CpuAsync(redis) - cpu) / Visitors * 1e6, "µs", "goal ≤ 2.5");

        foreach (var callers in (int[])[1, 256])
        {
            cpu = await CpuAsync(redis);
            await new Figure("").MeasureAsync(callers == 1 ? 20_000 : Visitors, callers, i => room.GetStatusAsync(tokens[i]).AsTask());
            Print($"processor a status, {callers} callers", (await CpuAsync(redis) - cpu) / (callers == 1 ? 20_000 : Visitors) * 1e6, "µs", "");
        }
    }

    private static void Print(string what, double value, string unit, string goal) =>
        Figure.Print(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.00} {unit} {goal}"));

    private static async Task<double> CpuAsync(IServer server) =>
        await ReadAsync(server, "cpu", "used_cpu_user") + await ReadAsync(server, "cpu", "used_cpu_sys");

    private static async Task<double> ReadAsync(IServer server, string section, string field) =>
        double.Parse((await server.InfoAsync(section)).SelectMany(group => group).First(pair => pair.Key == field).Value, CultureInfo.InvariantCulture);
}
