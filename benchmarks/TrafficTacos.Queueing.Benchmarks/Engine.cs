using System.Buffers.Binary;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Testing;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The engine against its own scripts.</summary>
internal static class Engine
{
    private const int Callers = 256;
    private const int Operations = 60_000;
    private const int Waiting = 20_000;
    private const int Many = 64;

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        await using var services = Rooms.OnRedis(connection);
        var room = services.GetRequiredService<IWaitingRoom>();
        var database = connection.GetDatabase();
        var scripts = new RedisScripts();
        var keys = RedisKeys.Of(Rooms.EventId);
        var policy = new EventPolicy(new WaitingRoomOptions { HeadGrace = TimeSpan.FromHours(2), HeartbeatTime = TimeSpan.FromHours(2) }).Packed;
        var tokens = await Rooms.FillAsync(room, Waiting);
        var places = await PlacesAsync(database, keys);
        var single = places.Select(place => Arguments(policy, [place])).ToArray();
        var many = places.Chunk(Many).Where(chunk => chunk.Length == Many).Select(chunk => Arguments(policy, chunk)).ToArray();
        var manyTokens = tokens.Chunk(Many).Where(chunk => chunk.Length == Many).ToArray();

        Figure joinRaw = new("join, raw script"), join = new("join, engine"), statusRaw = new("status, raw script"), status = new("status, engine"),
            manyRaw = new("status of 64, raw script"), manyEngine = new("status of 64, engine");
        for (var round = -1; round < rounds; round++)
        {
            // The first round warms both sides up and does not count.
            var warm = round < 0;
            await (warm ? new Figure("") : statusRaw).MeasureAsync(Operations, Callers, i => Raw(scripts.Status.Text, keys.Status, single[i % single.Length]));
            await (warm ? new Figure("") : status).MeasureAsync(Operations, Callers, i => room.GetStatusAsync(tokens[i % tokens.Length]).AsTask());
            await (warm ? new Figure("") : manyRaw).MeasureAsync(2_000, 8, i => Raw(scripts.Status.Text, keys.Status, many[i % many.Length]), Many);
            await (warm ? new Figure("") : manyEngine).MeasureAsync(2_000, 8, i => room.GetStatusesAsync(manyTokens[i % manyTokens.Length]).AsTask(), Many);
            await (warm ? new Figure("") : joinRaw).MeasureAsync(Operations, Callers, _ => Raw(scripts.Join.Text, keys.Join, [policy, 1, Guid.NewGuid().ToByteArray()]));
            await (warm ? new Figure("") : join).MeasureAsync(Operations, Callers, _ => room.JoinAsync(Rooms.EventId, Visitor.Anonymous).AsTask());
            await Raw("#!lua\nreturn redis.call('ZREMRANGEBYRANK', KEYS[1], " + Waiting + ", -1) + redis.call('ZREMRANGEBYRANK', KEYS[2], " + Waiting + ", -1)", [keys.Queue, keys.Seen], []);
        }

        foreach (var figure in (Figure[])[joinRaw, join, statusRaw, status, manyRaw, manyEngine])
            figure.Print();
        join.PrintAgainst(joinRaw, 0.9);
        status.PrintAgainst(statusRaw, 0.9);
        manyEngine.PrintAgainst(manyRaw, 0.9);

        Task<RedisResult> Raw(string script, RedisKey[] scriptKeys, RedisValue[] arguments) => database.ScriptEvaluateAsync(script, scriptKeys, arguments);
    }

    private static async Task<Place[]> PlacesAsync(IDatabase database, RedisKeys keys) =>
        [.. (await database.SortedSetRangeByRankWithScoresAsync(keys.Queue)).Select(e => new Place(EntryId.Read((byte[])e.Element!), (long)e.Score))];

    private static RedisValue[] Arguments(byte[] policy, Place[] places)
    {
        var entries = new byte[EntryId.Size * places.Length];
        var tickets = new byte[sizeof(double) * places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i].Entry.Write(entries.AsSpan(EntryId.Size * i));
            BinaryPrimitives.WriteDoubleLittleEndian(tickets.AsSpan(sizeof(double) * i), places[i].Ticket);
        }

        return [policy, places.Length, entries, tickets];
    }
}
