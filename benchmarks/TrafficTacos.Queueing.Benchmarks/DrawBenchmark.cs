using System.Diagnostics;
using System.Globalization;
using System.Text;
using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Draws 300,000 visitors by two gateways, while others join and ask: how long each step takes, what holds Redis longest, and what a
/// visitor costs before and after.</summary>
internal static class DrawBenchmark
{
    private const int Visitors = 300_000;
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(75);

    public static async Task RunAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await using var server = await RedisServer.StartAsync(SlowLog.ServerSettings);
            await MeasureAsync(server.Address);
        }

        await InMemoryDrawBenchmark.RunAsync(Visitors);
    }

    private static async Task MeasureAsync(string address)
    {
        var configuration = ConfigurationOptions.Parse(address);
        configuration.AllowAdmin = true;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        var (redis, keys) = (connection.GetServers()[0], RedisKeySpace.Default.Of(WaitingRoomFactory.EventId));
        var drawAt = TimeProvider.System.GetUtcNow() + Gathering;
        await using var one = CreateGateway(connection, drawAt);
        await using var other = CreateGateway(connection, drawAt);
        var (room, _) = (one.GetRequiredService<IWaitingRoom>(), other.GetRequiredService<IWaitingRoom>());
        await DrawAsync(one, DrawStage.Announced);

        var tokens = new string[Visitors];
        await Parallel.ForAsync(0, Visitors, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancellationToken) =>
            tokens[i] = (await room.JoinAsync(RequestOf(i), cancellationToken)).WaitingToken!);
        if (TimeProvider.System.GetUtcNow() > drawAt)
            throw new InvalidOperationException($"{Visitors} joins took longer than {Gathering}.");
        await PrintUsageAsync(redis, keys, "who gathers", Visitors);
        await redis.SlowlogResetAsync();

        using var ending = new CancellationTokenSource();
        var traffic = new DrawTraffic(room, tokens);
        var coming = traffic.RunAsync(ending.Token);
        var record = await DrawAsync(one, DrawStage.Ranked);
        await ending.CancelAsync();
        await coming;

        Print($"from the freeze to the root: {Seconds(record.State.At, record.Number(DrawFields.RootedAt)!.Value)} s; from the seed until all are ranked: {Seconds(record.Number(DrawFields.SeededAt)!.Value, record.Number(DrawFields.RankedAt)!.Value)} s (goal ≤ 3)");
        traffic.Print();
        await SlowLog.PrintAsync(redis);
        await AssertDrawnAsync(room, tokens);
        var all = Visitors + traffic.Joined;
        await PrintUsageAsync(redis, keys, "who is drawn (goal ≤ 300)", all);
        Print($"memory of the list of leaves: {await UsageAsync(redis, keys.DrawLeaves) / Visitors:0.0} B for each who is drawn");
    }

    private static ServiceProvider CreateGateway(IConnectionMultiplexer connection, DateTimeOffset drawAt) => new ServiceCollection().AddWaitingRoom(options =>
    {
        var drawn = new EventOptions { Order = QueueOrder.Draw, DrawAt = drawAt, OpensAt = drawAt + TimeSpan.FromMinutes(10), DrawSource = DrawSource.Secret };
        options.StoreTimeout = TimeSpan.FromSeconds(10);
        options.Events[WaitingRoomFactory.EventId] = drawn;
    }).UseRedis(_ => Task.FromResult(connection)).Services.BuildServiceProvider();

    internal static JoinRequest RequestOf(int user) => new() { EventId = WaitingRoomFactory.EventId, UserId = user.ToString(CultureInfo.InvariantCulture) };

    /// <summary>The record, once it is so far.</summary>
    private static async Task<DrawReply> DrawAsync(ServiceProvider gateway, DrawStage stage)
    {
        var policy = gateway.GetRequiredService<EventCache>().Get(WaitingRoomFactory.EventId).Policy;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync())
        {
            var record = await gateway.GetRequiredService<IDrawStore>().DrawAsync(WaitingRoomFactory.EventId, DrawStep.Read, policy, default);
            if (record.State.Stage >= stage)
                return record;
            if (record.Time > record.Schedule.DrawAt + 60_000_000)
                throw new InvalidOperationException($"The draw is {record.State.Stage} a minute after its time.");
        }

        throw new UnreachableException();
    }

    /// <summary>Each has the position of their number: nobody left.</summary>
    private static async Task AssertDrawnAsync(IWaitingRoom room, string[] tokens)
    {
        for (var i = 0; i < Visitors; i += 300)
        {
            var status = await room.GetStatusAsync(new StatusRequest { WaitingToken = tokens[i] });
            if (status.DrawNumber is not { } number || number != status.Position)
                throw new InvalidOperationException($"A visitor with the number {status.DrawNumber} is at position {status.Position}.");
        }
    }

    /// <summary>By key: what the slow log and the clients hold is not in it.</summary>
    private static async Task PrintUsageAsync(IServer redis, RedisKeys keys, string who, double visitors)
    {
        var (text, sum) = (new StringBuilder(), 0d);
        foreach (var key in (RedisKey[])[keys.Queue, keys.Heartbeats, keys.State, keys.Turns, keys.Records, keys.Users, keys.Rates, keys.Draw])
        {
            var bytes = await UsageAsync(redis, key) / visitors;
            sum += bytes;
            if (bytes >= 0.05)
                text.Append(CultureInfo.InvariantCulture, $", {((string)key!)[(((string)key!).LastIndexOf(':') + 1)..]} {bytes:0.0}");
        }

        Print($"memory of a visitor {who}, by key: {sum:0.0} B without journal and history{text}");
    }

    private static async Task<double> UsageAsync(IServer redis, params RedisKey[] keys)
    {
        var sum = 0d;
        foreach (var key in keys)
        {
            if (await redis.ExecuteAsync("MEMORY", "USAGE", key, "SAMPLES", "0") is { IsNull: false } usage)
                sum += (double)usage;
        }

        return sum;
    }

    private static string Seconds(long from, long to) => ((to - from) / 1e6).ToString("0.00", CultureInfo.InvariantCulture);

    private static void Print(FormattableString text) => Measurement.Print(text.ToString(CultureInfo.InvariantCulture));
}
