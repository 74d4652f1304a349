using TrafficTacos.Queueing.Tests.Conformance;
using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>10,000 wait and 50 a second enter when Redis loses what it has: nobody who asks loses the place, the order stays, and nobody is
/// let in beyond what the bucket gives over both lives.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class LossesOfMany(RedisFixture redis) : LossyEvent(redis)
{
    private const int Waiting = 10_000;
    private const int Rate = 50;
    private const int Burst = 500;

    /// <summary>Between two polls of somebody far back.</summary>
    private const int PollSeconds = 15;

    private protected override int Crowd => Waiting;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Redis_comes_back_empty(bool newGateways)
    {
        var (gateway, visitors, entered) = await OpenAsync();

        await EmptyAsync();
        if (newGateways)
            gateway = Gateway();

        var random = new Random(1);
        await PositionsAsync(gateway, [.. visitors.OrderBy(_ => random.Next())]);
        await AssertBackAsync(gateway, visitors, (int)Policy.RecoveryTime / 1_000_000 + 5);
        await AssertGoesOnAsync(gateway, visitors, entered, bound: entered + Burst);
    }

    [Fact]
    public async Task A_failover_loses_the_last_second()
    {
        var (gateway, visitors, entered) = await OpenAsync();
        var kept = await KeysAsync();
        Time.Advance(TimeSpan.FromMilliseconds(900));
        var late = await JoinManyAsync(gateway, Waiting, Rate);
        entered += await EnterAsync(gateway, visitors[..Rate]);
        visitors = [.. visitors[Rate..], .. late];

        await TakeBackAsync(kept);

        Time.Advance(TimeSpan.FromMilliseconds(100));
        await PositionsAsync(gateway, visitors);
        await AssertBackAsync(gateway, visitors, 5);
        await AssertGoesOnAsync(gateway, visitors, entered, bound: entered + Burst);
    }

    /// <summary>A sale that has run for ten seconds.</summary>
    private async Task<(RedisUnderTest Gateway, Visitor[] Visitors, int Entered)> OpenAsync()
    {
        Policy = Policies.Of(o => (o.AdmissionsPerSecond, o.Burst, o.MinimumWaits) = (Rate, Burst, [new()]));
        var gateway = Gateway();
        var visitors = await JoinManyAsync(gateway, 0, Waiting);
        var entered = 0;
        for (var second = 0; second < 10; second++)
        {
            await PassAsync(1, [], gateway);
            entered += await EnterAsync(gateway, visitors[entered..(entered + Rate)]);
        }

        return (gateway, await RenewAsync(gateway, visitors[entered..]), entered);
    }

    private async Task<Visitor[]> JoinManyAsync(RedisUnderTest gateway, int from, int count) =>
        [.. (await Task.WhenAll(Enumerable.Range(from, count).Select(who => JoinAsync(gateway, who)))).OrderBy(visitor => visitor.Place.Ticket)];

    private async Task<int> EnterAsync(RedisUnderTest gateway, Visitor[] visitors)
    {
        var replies = await Task.WhenAll(visitors.Select(async visitor => (Visitor: visitor, Reply: await EnterAsync(gateway, visitor))));
        foreach (var (visitor, reply) in replies.Where(entered => entered.Reply.Code == EnterCode.Granted))
        {
            await RedeemAsync(gateway, visitor, reply.Pass, RedeemStep.Claim);
            await RedeemAsync(gateway, visitor, reply.Pass, RedeemStep.Spend);
        }

        return replies.Count(entered => entered.Reply.Code == EnterCode.Granted);
    }

    private async Task AssertBackAsync(RedisUnderTest gateway, Visitor[] visitors, int within)
    {
        for (var second = 0; second < within; second++)
            await PassAsync(1, second % PollSeconds == PollSeconds - 1 ? visitors : [], gateway);
        Assert.Equal(Numbers(1, visitors.Length), await PositionsAsync(gateway, visitors));
    }

    /// <summary>In their order, at the rate, and never more than the bucket gives.</summary>
    private async Task AssertGoesOnAsync(RedisUnderTest gateway, Visitor[] visitors, int entered, int bound)
    {
        for (var second = 0; second < 5; second++)
        {
            await PassAsync(1, [], gateway);
            bound += Rate;
            var now = await EnterAsync(gateway, visitors[..Burst]);
            Assert.True(second == 0 || now >= Rate, $"{now} entered in second {second}.");
            entered += now;
            visitors = visitors[now..];
            Assert.True(entered <= bound, $"{entered} entered, {bound} may.");
            Assert.Equal(Numbers(1, 100), await PositionsAsync(gateway, visitors[..100]));
        }
    }
}
