using System.Buffers.Binary;
using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tokens;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Compares join and status through the engine with the same scripts called directly through the same client.</summary>
internal static class EngineBenchmark
{
    private const int Callers = 256;
    private const int Operations = 60_000;
    private const int Waiting = 20_000;
    private const int BatchSize = 64;
    private const int BatchCallers = 8;
    private const int BatchOperations = 2_000;

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        await using var services = WaitingRoomFactory.CreateOnRedis(connection);
        var room = services.GetRequiredService<IWaitingRoom>();
        var database = connection.GetDatabase();
        var scripts = new RedisScripts();
        var keys = RedisKeySpace.Default.Of(WaitingRoomFactory.EventId);
        var options = new WaitingRoomOptions();
        WaitingRoomFactory.DisableTimeouts(options);
        var policy = new EventPolicy(options).Packed;
        var statusRequests = (await WaitingRoomFactory.FillAsync(room, Waiting)).Select(token => new StatusRequest { WaitingToken = token }).ToArray();
        var joinRequest = new JoinRequest { EventId = WaitingRoomFactory.EventId };
        var places = await ReadPlacesAsync(database, keys);
        var single = places.Select(place => StatusArguments(policy, [place])).ToArray();
        var batches = places.Chunk(BatchSize).Where(chunk => chunk.Length == BatchSize).Select(chunk => StatusArguments(policy, chunk)).ToArray();
        var requestBatches = statusRequests.Chunk(BatchSize).Where(chunk => chunk.Length == BatchSize).ToArray();

        Measurement joinRaw = new("join, raw script"), join = new("join, engine"), statusRaw = new("status, raw script"), status = new("status, engine"),
            batchRaw = new("status of 64, raw script"), batch = new("status of 64 concurrent calls, engine");
        for (var round = -1; round < rounds; round++)
        {
            var warmUp = round < 0;
            await statusRaw.MeasureAsync(Operations, Callers, i => Evaluate(scripts.Status.Text, keys.Event, single[i % single.Length]), warmUp: warmUp);
            await status.MeasureAsync(Operations, Callers, i => room.GetStatusAsync(statusRequests[i % statusRequests.Length]).AsTask(), warmUp: warmUp);
            await batchRaw.MeasureAsync(BatchOperations, BatchCallers, i => Evaluate(scripts.Status.Text, keys.Event, batches[i % batches.Length]), BatchSize, warmUp);
            await batch.MeasureAsync(BatchOperations, BatchCallers, i => GetStatusesAsync(room, requestBatches[i % requestBatches.Length]), BatchSize, warmUp);
            await joinRaw.MeasureAsync(Operations, Callers, _ => Evaluate(scripts.Join.Text, keys.Event, [policy, 1, Guid.NewGuid().ToByteArray()]), warmUp: warmUp);
            await join.MeasureAsync(Operations, Callers, _ => room.JoinAsync(joinRequest), warmUp: warmUp);
            // Every round starts with a queue of the same length.
            await database.SortedSetRemoveRangeByRankAsync(keys.Queue, Waiting, -1);
            await database.SortedSetRemoveRangeByRankAsync(keys.Heartbeats, Waiting, -1);
        }

        foreach (var measurement in (Measurement[])[joinRaw, join, statusRaw, status, batchRaw, batch])
            measurement.Print();
        join.PrintRatio(joinRaw, 0.9);
        status.PrintRatio(statusRaw, 0.9);
        batch.PrintRatio(batchRaw, 0.9);

        Task<RedisResult> Evaluate(string script, RedisKey[] scriptKeys, RedisValue[] arguments) => database.ScriptEvaluateAsync(script, scriptKeys, arguments);
    }

    /// <summary>Concurrent calls, which the engine combines into script calls.</summary>
    internal static Task GetStatusesAsync(IWaitingRoom room, StatusRequest[] requests) =>
        Task.WhenAll(requests.Select(request => room.GetStatusAsync(request).AsTask()));

    private static async Task<Place[]> ReadPlacesAsync(IDatabase database, RedisKeys keys)
    {
        var epoch = (long)await database.HashGetAsync(keys.State, "epoch");
        return [.. (await database.SortedSetRangeByRankWithScoresAsync(keys.Queue)).Select(entry => new Place(EntryId.Read((byte[])entry.Element!), Rank.TicketAt(entry.Score, epoch)))];
    }

    private static RedisValue[] StatusArguments(byte[] policy, Place[] places)
    {
        var entries = new byte[EntryId.Size * places.Length];
        var tickets = new byte[sizeof(double) * places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i].Entry.Write(entries.AsSpan(EntryId.Size * i));
            BinaryPrimitives.WriteDoubleLittleEndian(tickets.AsSpan(sizeof(double) * i), places[i].Ticket);
        }

        return [policy, places.Length, entries, tickets, new string('0', places.Length)];
    }
}
