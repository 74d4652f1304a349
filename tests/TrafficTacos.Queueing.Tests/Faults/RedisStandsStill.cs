using StackExchange.Redis;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Visitors who poll as told lose nothing while a real Redis stands still for longer than every timeout, again and again.</summary>
[Trait("Needs", "Redis")]
public sealed class RedisStandsStill
{
    private const string EventId = "concert";
    private const int Visitors = 30;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Costs_nobody_who_polls_their_place()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateways = new LocalGateways(2, redis.Address, Impatient);
        // Joins and asks at the end without the short timeout, which a busy machine may exceed.
        await using var patient = new LocalGateways(1, redis.Address, options =>
        {
            Impatient(options);
            options.StoreTimeout = TimeSpan.FromSeconds(10);
        });
        var tokens = new List<string>();
        for (var i = 0; i < Visitors; i++)
            tokens.Add((await patient.Rooms[0].JoinAsync(EventId, key: $"visitor-{i}")).WaitingToken!);
        using var stopping = new CancellationTokenSource();
        var visitors = tokens.Select((token, i) => Task.Run(() => PollAsync(gateways.Rooms[i % 2], token, stopping.Token))).ToList();

        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        for (var time = 0; time < 2; time++)
        {
            using (redis.Freeze())
                await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System);
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        }

        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        await stopping.CancelAsync();
        await Task.WhenAll(visitors);

        var after = new List<VisitorStatus>();
        foreach (var token in tokens)
            after.Add(await patient.Rooms[0].GetStatusAsync(token));
        Assert.All(after, status => Assert.Contains(status.State, (VisitorState[])[VisitorState.Waiting, VisitorState.Ready]));
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var ledger = await Ledger.ReadAsync(connection.GetDatabase(), EventId);
        ledger.AssertBalanced();
        Assert.DoesNotContain(ledger.Journal, posting => posting.Kind is "expired" or "no_show" or "left");
        Assert.Equal(Visitors, ledger.Queue.Count);
    }

    /// <summary>Ten may enter, and nobody does. Who is silent for two or three seconds would lose their turn or fall asleep.</summary>
    private static void Impatient(WaitingRoomOptions options)
    {
        (options.AdmissionsPerSecond, options.Burst, options.StoreTimeout) = (0.01, 10, TimeSpan.FromMilliseconds(300));
        (options.MinimumPollInterval, options.MaximumPollInterval) = (PollInterval, PollInterval);
        (options.NoShowTimeout, options.ReadySilence, options.HeartbeatTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        (options.LeaveGrace, options.TurnTime, options.TurnGuaranteed) = (TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        // A place that is remembered for no time is lost at once.
        options.PlaceMemory = TimeSpan.FromSeconds(10);
    }

    private static async Task PollAsync(TestRoom room, string token, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await room.GetStatusAsync(token, cancellationToken: CancellationToken.None);
            }
            catch (WaitingRoomUnavailableException)
            {
                // Told 503, and asks again as any other visitor.
            }

            await Task.Delay(PollInterval, TimeProvider.System, CancellationToken.None);
        }
    }
}
