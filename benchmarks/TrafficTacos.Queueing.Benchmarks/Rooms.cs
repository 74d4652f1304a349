using StackExchange.Redis;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Waiting rooms to measure.</summary>
internal static class Rooms
{
    public const string EventId = "benchmark";

    /// <summary>On the very multiplexer that the raw side uses.</summary>
    public static ServiceProvider OnRedis(IConnectionMultiplexer connection) => new ServiceCollection()
        .AddWaitingRoom(Configure).UseRedis(_ => connection).Services.BuildServiceProvider();

    public static ServiceProvider WhereEverybodyIsAdmitted(IConnectionMultiplexer connection) => new ServiceCollection()
        .AddWaitingRoom(AdmitEverybody).UseRedis(_ => connection).Services.BuildServiceProvider();

    /// <summary>At once, with a pass that outlives the run.</summary>
    public static void AdmitEverybody(WaitingRoomOptions options)
    {
        options.Capacity = 1_000_000;
        options.MiddleWait = options.FarWait = TimeSpan.Zero;
        options.PassTime = TimeSpan.FromHours(1);
        Configure(options);
    }

    public static ServiceProvider InMemory(TimeProvider time) => new ServiceCollection()
        .AddSingleton(time).AddWaitingRoom(Configure).Services.BuildServiceProvider();

    public static async Task<string[]> FillAsync(IWaitingRoom room, int visitors)
    {
        var tokens = new string[visitors];
        await Parallel.ForAsync(0, visitors, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
            tokens[i] = (await room.JoinAsync(EventId, Visitor.Anonymous, cancellationToken: default)).WaitingToken!);
        return tokens;
    }

    // Nobody goes silent while the measurement lasts.
    private static void Configure(WaitingRoomOptions options) => options.HeadGrace = options.HeartbeatTime = TimeSpan.FromHours(2);
}
