using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Whoever hangs up stops waiting at once, and disturbs nobody who asked together with them.</summary>
[Collection(WholeMachine.Name)]
[Trait("Needs", "Redis")]
public sealed class Cancellation
{
    private const string EventId = "sale";

    /// <summary>So long that a call which ends early can only have ended because it was cancelled.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Cancelled_calls_end_while_Redis_hangs_and_the_others_get_their_answers()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateways = new LocalGateways(1, redis.Address, options => options.StoreTimeout = options.IdempotencyLease = Long);
        var room = gateways.Rooms[0];
        var errands = await Errands.PrepareAsync(room, EventId);
        var tokens = new List<string>();
        for (var i = 0; i < 40; i++)
            tokens.Add((await room.JoinAsync(EventId, key: $"visitor-{i}")).WaitingToken!);
        using var cancelling = new CancellationTokenSource();

        Task<VisitorStatus>[] hangingUp, staying;
        using (redis.Freeze())
        {
            // The first ones go to Redis by themselves and ask for the rest afterwards: they all hang up, and some of the rest.
            var asked = tokens.Select((token, i) => room.GetStatusAsync(token, HangsUp(i) ? cancelling.Token : CancellationToken.None).AsTask()).ToArray();
            hangingUp = [.. asked.Where((_, i) => HangsUp(i))];
            staying = [.. asked.Where((_, i) => !HangsUp(i))];
            var joining = room.JoinAsync(EventId, cancellationToken: cancelling.Token);

            await cancelling.CancelAsync();

            foreach (var call in hangingUp)
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience.Bound));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joining.WaitAsync(Patience.Bound));
            Assert.DoesNotContain(staying, call => call.IsCompleted);
        }

        Assert.All(await Task.WhenAll(staying).WaitAsync(Patience.Bound), status => Assert.True(status.Position > 0));
        // The line of questions is not stuck: asking goes on as before.
        Assert.All(await Task.WhenAll(tokens.Select(token => room.GetStatusAsync(token).AsTask())).WaitAsync(Patience.Bound), status => Assert.True(status.Position > 0));
        await errands.AssertAllGoOnAsync(gateways);

        static bool HangsUp(int i) => i < 4 || i % 2 == 0;
    }

    [Fact]
    public async Task A_call_cancelled_before_it_began_changes_nothing()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateways = new LocalGateways(1, redis.Address);
        var room = gateways.Rooms[0];
        var waiting = (await room.JoinAsync(EventId, key: "somebody")).WaitingToken!;
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room.JoinAsync(EventId, cancellationToken: cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room.EnterAsync(waiting, null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room.LeaveAsync(waiting, LeaveMode.Immediate, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room.GetStatusAsync(waiting, cancelled).AsTask());

        // A call on the same connection, so that whatever was sent before it is done.
        Assert.Equal(VisitorState.Ready, (await room.GetStatusAsync(waiting)).State);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        Assert.Equal(1, await connection.GetDatabase().StreamLengthAsync(RedisKeySpace.Default.Of(EventId).Journal));
    }
}
