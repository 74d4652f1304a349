using StackExchange.Redis;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Creates the waiting rooms that are measured.</summary>
internal static class WaitingRoomFactory
{
    public const string EventId = "benchmark";

    private const int FillConcurrency = 64;

    /// <summary>A waiting room on the same multiplexer as the raw scripts.</summary>
    public static ServiceProvider CreateOnRedis(IConnectionMultiplexer connection) => Create(connection, DisableTimeouts);

    /// <summary>A waiting room that admits every visitor at once.</summary>
    public static ServiceProvider CreateOpen(IConnectionMultiplexer connection) => Create(connection, AdmitEverybody);

    /// <summary>Admits every visitor at once, with a pass that stays live for the whole run.</summary>
    public static void AdmitEverybody(WaitingRoomOptions options)
    {
        options.Burst = 1_000_000;
        options.MinimumWaits = [new MinimumWait { Wait = TimeSpan.Zero }];
        options.PassLifetime = TimeSpan.FromHours(1);
        DisableTimeouts(options);
    }

    /// <summary>No visitor expires during a run.</summary>
    public static void DisableTimeouts(EventOptions options) => options.NoShowTimeout = options.HeartbeatTimeout = TimeSpan.FromHours(2);

    /// <summary>Joins anonymous visitors and returns their waiting tokens.</summary>
    public static async Task<string[]> FillAsync(IWaitingRoom room, int visitors)
    {
        var tokens = new string[visitors];
        var request = new JoinRequest { EventId = EventId };
        await Parallel.ForAsync(0, visitors, new ParallelOptions { MaxDegreeOfParallelism = FillConcurrency }, async (i, cancellationToken) =>
            tokens[i] = (await room.JoinAsync(request, cancellationToken)).WaitingToken!);
        return tokens;
    }

    private static ServiceProvider Create(IConnectionMultiplexer connection, Action<WaitingRoomOptions> configure) => new ServiceCollection()
        .AddWaitingRoom(configure).UseRedis(_ => Task.FromResult(connection)).Services.BuildServiceProvider();
}
