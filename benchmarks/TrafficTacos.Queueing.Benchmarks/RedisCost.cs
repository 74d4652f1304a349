using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Testing;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What Redis says it paid: used_memory, and the processor time of the whole server divided by the operations.</summary>
internal static class RedisCost
{
    private const int Visitors = 200_000;
    private const int Many = 64;

    /// <summary>What a join cannot do without: a ticket, two places in sorted sets, a record.</summary>
    private const string BareJoin = """
        #!lua
        local time = redis.call('TIME')
        local at = string.format('%.0f', time[1] * 1000000 + time[2])
        for i = 1, #ARGV[1] / 16 do
          local entry = string.sub(ARGV[1], 16 * i - 15, 16 * i)
          redis.call('ZADD', KEYS[1], at, entry)
          redis.call('ZADD', KEYS[2], at, entry)
          redis.call('XADD', KEYS[3], 'MAXLEN', '~', 100000, '*', 'kind', 'joined', 'entry', entry, 'ticket', at)
        end
        """;

    /// <summary>What a status cannot do without: a rank and a heartbeat.</summary>
    private const string BareStatus = """
        #!lua
        local time = redis.call('TIME')
        local at = string.format('%.0f', time[1] * 1000000 + time[2])
        local reply = {}
        for i = 1, #ARGV[1] / 16 do
          local entry = string.sub(ARGV[1], 16 * i - 15, 16 * i)
          reply[i] = redis.call('ZRANK', KEYS[1], entry)
          redis.call('ZADD', KEYS[2], at, entry)
        end
        return reply
        """;

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

        await PrintBareAsync(connection.GetDatabase(), redis);
    }

    /// <summary>The same number of entries through the least that Redis could do, in the same run: the machine's own floor.</summary>
    private static async Task PrintBareAsync(IDatabase database, IServer redis)
    {
        RedisKey[] keys = ["{bare}:queue", "{bare}:seen", "{bare}:journal"];
        var entries = Enumerable.Range(0, Visitors).Select(_ => Guid.NewGuid().ToByteArray()).Chunk(Many).Select(chunk => chunk.SelectMany(entry => entry).ToArray()).ToArray();
        foreach (var (name, script, asked) in (IEnumerable<(string, string, RedisKey[])>)[("join", BareJoin, keys), ("status", BareStatus, keys[..2])])
        {
            var cpu = await CpuAsync(redis);
            await Parallel.ForEachAsync(entries, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (chunk, _) => await database.ScriptEvaluateAsync(script, asked, [chunk]));
            Print($"processor a {name}, bare script, {Many} at once", (await CpuAsync(redis) - cpu) / Visitors * 1e6, "µs", "");
        }
    }

    private static void Print(string what, double value, string unit, string goal) =>
        Figure.Print(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.00} {unit} {goal}"));

    internal static async Task<double> CpuAsync(IServer server) =>
        await ReadAsync(server, "cpu", "used_cpu_user") + await ReadAsync(server, "cpu", "used_cpu_sys");

    private static async Task<double> ReadAsync(IServer server, string section, string field) =>
        double.Parse((await server.InfoAsync(section)).SelectMany(group => group).First(pair => pair.Key == field).Value, CultureInfo.InvariantCulture);
}
