using StackExchange.Redis;
using Xunit.Abstractions;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Redis dies, hangs, or forgets its scripts while four gateways are busy. Nobody is restarted but Redis.</summary>
[Collection(WholeMachine.Name)]
[Trait("Needs", "Redis")]
public sealed class RedisGoesAway(ITestOutputHelper output)
{
    private const string EventId = "sale";
    private const int Gateways = 4;

    [Fact]
    public async Task A_Redis_that_dies_and_comes_back_with_its_data_costs_nobody_their_place()
    {
        await using var redis = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always");
        await using var gateways = new LocalGateways(Gateways, redis.Address, Options.Generous);
        await using var shoppers = new Shoppers(gateways.Rooms, EventId).Start();

        await ServeThroughAsync(shoppers, () => DieAndRestartAsync(redis, shoppers));

        Assert.Empty(shoppers.Lost);
        await AssertNothingHalfDoneAsync(redis, shoppers);
    }

    [Fact]
    public async Task A_Redis_that_comes_back_empty_costs_nobody_their_place_either()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateways = new LocalGateways(Gateways, redis.Address, Options.Generous);
        var waiting = (await gateways.Rooms[0].JoinAsync(EventId, key: "somebody")).WaitingToken!;
        await using var shoppers = new Shoppers(gateways.Rooms, EventId).Start();

        await ServeThroughAsync(shoppers, () => DieAndRestartAsync(redis, shoppers));

        Assert.Empty(shoppers.Lost);
        foreach (var room in gateways.Rooms)
            Assert.Equal(VisitorState.Ready, (await room.GetStatusAsync(waiting)).State);
        Assert.Equal(LeaveOutcome.Left, await gateways.Rooms[0].LeaveAsync(waiting));
        // Who leaves then is gone, token or not.
        Assert.Equal(VisitorState.Expired, (await gateways.Rooms[1].GetStatusAsync(waiting)).State);
        Assert.Equal(JoinOutcome.Joined, (await gateways.Rooms[0].JoinAsync(EventId, key: "somebody")).Outcome);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        (await Ledger.ReadAsync(connection.GetDatabase(), EventId)).AssertBalanced();
        Assert.Equal(shoppers.Admitted.Distinct().Count(), shoppers.Admitted.Count);
    }

    [Fact]
    public async Task A_Redis_that_hangs_is_waited_for_no_longer_than_the_bound()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateways = new LocalGateways(Gateways, redis.Address, Options.Generous);
        await using var shoppers = new Shoppers(gateways.Rooms, EventId).Start();

        await ServeThroughAsync(shoppers, async () =>
        {
            using (redis.Freeze())
            {
                await shoppers.UntilAllFailedAsync();
                await shoppers.UntilAllFailedAsync();
            }
        });

        Assert.Empty(shoppers.Lost);
        await AssertNothingHalfDoneAsync(redis, shoppers);
    }

    [Fact]
    public async Task Callers_do_not_notice_that_scripts_are_flushed_every_few_milliseconds()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateways = new LocalGateways(Gateways, redis.Address, Options.Generous);
        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Address + ",allowAdmin=true");
        await using var shoppers = new Shoppers(gateways.Rooms, EventId).Start();

        using (var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(3)))
        {
            for (var i = 0; i < 500; i++)
            {
                await admin.GetServer(redis.Address).ScriptFlushAsync();
                await pace.WaitForNextTickAsync();
            }
        }

        await shoppers.StopAsync();

        Tell(shoppers);
        Assert.Empty(shoppers.Failures);
        Assert.NotEmpty(shoppers.Admitted);
        await AssertNothingHalfDoneAsync(redis, shoppers);
    }

    /// <summary>Everybody is served before the fault and after it, and no failure in between took longer than the bound.</summary>
    private async Task ServeThroughAsync(Shoppers shoppers, Func<Task> fault)
    {
        await shoppers.UntilServedAsync(5);
        await fault();
        await shoppers.UntilServedAsync(5);
        await shoppers.StopAsync();

        Tell(shoppers);
        shoppers.AssertFailuresWithinBound();
    }

    private static async Task DieAndRestartAsync(RedisServer redis, Shoppers shoppers)
    {
        redis.Kill();
        await shoppers.UntilAllFailedAsync();
        await redis.RestartAsync();
    }

    private void Tell(Shoppers shoppers) => output.WriteLine(
        $"{shoppers.Admitted.Count} served, {shoppers.Lost.Count} lost their place, {shoppers.Failures.Count} calls failed, the slowest after "
        + $"{shoppers.Failures.Select(failure => failure.Took.TotalMilliseconds).DefaultIfEmpty().Max():0} ms.");

    /// <summary>Whatever a gateway acknowledged is in the books, and the books are in order, with the calls that failed in
    /// between: each of those happened wholly or not at all.</summary>
    private static async Task AssertNothingHalfDoneAsync(RedisServer redis, Shoppers shoppers)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var ledger = await Ledger.ReadAsync(connection.GetDatabase(), EventId);
        ledger.AssertBalanced();
        Assert.Subset(ledger.Of("joined").Select(posting => posting.Place).ToHashSet(), shoppers.Joined.ToHashSet());
        Assert.Equal(shoppers.Admitted.OrderBy(place => place.Ticket), ledger.Of("admitted").Select(posting => posting.Place).OrderBy(place => place.Ticket));
        Assert.Equal(shoppers.Joined.Distinct().Count(), shoppers.Joined.Count);
    }
}
