using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Measures what a visitor costs Redis: used_memory, and the processor time of the server divided by the operations.</summary>
internal static class RedisCostBenchmark
{
    private const int Visitors = 200_000;
    private const int BatchSize = 64;
    private static readonly ParallelOptions BatchCallers = new() { MaxDegreeOfParallelism = 8 };

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        var configuration = ConfigurationOptions.Parse(server.Address);
        configuration.AllowAdmin = true;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        await using var services = WaitingRoomFactory.CreateOnRedis(connection);
        var room = services.GetRequiredService<IWaitingRoom>();
        await room.JoinAsync(new JoinRequest { EventId = WaitingRoomFactory.EventId });

        var redis = connection.GetServers()[0];
        var memory = await ReadInfoAsync(redis, "memory", "used_memory");
        var seconds = await ReadProcessorSecondsAsync(redis);
        var tokens = await WaitingRoomFactory.FillAsync(room, Visitors);
        Print("processor time of a join", (await ReadProcessorSecondsAsync(redis) - seconds) / Visitors * 1e6, "µs", "goal ≤ 10");
        Print($"memory of a waiting visitor, {Visitors:N0} waiting", (await ReadInfoAsync(redis, "memory", "used_memory") - memory) / Visitors, "B", "goal ≤ 280");

        var batches = tokens.Select(token => new StatusRequest { WaitingToken = token }).Chunk(BatchSize).ToArray();
        seconds = await ReadProcessorSecondsAsync(redis);
        await Parallel.ForEachAsync(batches, BatchCallers, async (batch, _) => await EngineBenchmark.GetStatusesAsync(room, batch));
        Print($"processor time of a status, {BatchSize} concurrent", (await ReadProcessorSecondsAsync(redis) - seconds) / Visitors * 1e6, "µs", "goal ≤ 2.5");

        await MeasureBareScriptsAsync(connection.GetDatabase(), redis);
    }

    internal static async Task<double> ReadProcessorSecondsAsync(IServer server) =>
        await ReadInfoAsync(server, "cpu", "used_cpu_user") + await ReadInfoAsync(server, "cpu", "used_cpu_sys");

    /// <summary>The same number of entries through scripts with the fewest commands: the lower limit of this machine.</summary>
    private static async Task MeasureBareScriptsAsync(IDatabase database, IServer redis)
    {
        RedisKey[] keys = ["{bare}:queue", "{bare}:heartbeats", "{bare}:journal"];
        var batches = Enumerable.Range(0, Visitors)
            .Select(_ => Guid.NewGuid().ToByteArray())
            .Chunk(BatchSize)
            .Select(batch => batch.SelectMany(entry => entry).ToArray())
            .ToArray();
        foreach (var (name, file, scriptKeys) in (IEnumerable<(string, string, RedisKey[])>)[("join", "bare_join.lua", keys), ("status", "bare_status.lua", keys[..2])])
        {
            var script = ScriptFile.Read(file);
            var seconds = await ReadProcessorSecondsAsync(redis);
            await Parallel.ForEachAsync(batches, BatchCallers, async (batch, _) => await database.ScriptEvaluateAsync(script, scriptKeys, [batch]));
            Print($"processor time of a {name}, bare script, {BatchSize} a call", (await ReadProcessorSecondsAsync(redis) - seconds) / Visitors * 1e6, "µs", "");
        }
    }

    private static void Print(string name, double value, string unit, string goal) =>
        Measurement.Print(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.00} {unit} {goal}"));

    private static async Task<double> ReadInfoAsync(IServer server, string section, string field) =>
        double.Parse((await server.InfoAsync(section)).SelectMany(group => group).First(pair => pair.Key == field).Value, CultureInfo.InvariantCulture);
}
