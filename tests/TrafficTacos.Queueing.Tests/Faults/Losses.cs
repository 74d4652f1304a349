namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Redis fails over without its last writes, comes back empty, or from a backup. Time is made to pass.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class Losses(RedisFixture redis) : LossyEvent(redis)
{
    [Fact]
    public async Task A_failover_that_lost_joins_costs_nobody_their_place_and_keeps_the_order()
    {
        var (one, other) = (Gateway(), Gateway());
        var before = await JoinAsync(one, 0, 20);
        await PassAsync(5, before, one, other);
        var kept = await KeysAsync();
        var lost = await JoinAsync(one, 20, 5);
        await TakeBackAsync(kept);
        var after = await JoinAsync(other, 30, 3);

        // Whoever was told a position is told the same, though the gateway that gave it did not come yet.
        await one.Store.MaintainAsync(EventId, Second, Policy, default);
        foreach (var visitor in lost)
            Assert.Equal(PlaceState.Waiting, (await StatusAsync(other, visitor)).State);
        Assert.Equal(EventMode.Recovering, (await StatusAsync(other, lost[0])).Mode);
        Assert.Equal(Numbers(1, 28), await PositionsAsync(one, [.. before, .. lost, .. after]));
        await PassAsync(65, [.. before, .. lost, .. after], one, other);
        Assert.Equal(EventMode.Normal, (await StatusAsync(other, lost[0])).Mode);
        Assert.Equal(Numbers(1, 28), await PositionsAsync(one, [.. before, .. lost, .. after]));
    }

    [Fact]
    public async Task Who_stood_before_the_lost_ones_goes_on_within_seconds_and_who_stands_behind_waits_for_them()
    {
        var gateway = Gateway();
        var before = await JoinAsync(gateway, 0, 4);
        await PassAsync(5, before, gateway);
        var kept = await KeysAsync();
        await JoinAsync(gateway, 20, 2);
        await TakeBackAsync(kept);
        var after = await JoinAsync(gateway, 30, 2);
        await PassAsync(4, [.. before, .. after], gateway);
        Assert.All(await Task.WhenAll(before.Select(visitor => StatusAsync(gateway, visitor))), status => Assert.Equal(PlaceState.Ready, status.State));
        Assert.All(await Task.WhenAll(after.Select(visitor => StatusAsync(gateway, visitor))), status => Assert.Equal(PlaceState.Waiting, status.State));
        Assert.Equal(EnterCode.NotReady, (await EnterAsync(gateway, after[0])).Code);
        await PassAsync(62, [.. before, .. after], gateway);
        Assert.Equal(EnterCode.Granted, (await EnterAsync(gateway, after[0])).Code);
    }

    [Fact]
    public async Task Who_was_let_in_in_the_lost_second_is_not_let_in_again()
    {
        var gateway = Gateway();
        var visitors = await JoinAsync(gateway, 0, 6);
        await PassAsync(5, visitors, gateway);
        var kept = await KeysAsync();
        var spent = await EnterAsync(gateway, visitors[0]);
        await RedeemAsync(gateway, visitors[0], spent.Pass, RedeemStep.Claim);
        await RedeemAsync(gateway, visitors[0], spent.Pass, RedeemStep.Spend);
        var granted = await EnterAsync(gateway, visitors[1]);
        await LeaveAsync(gateway, visitors[2]);
        await TakeBackAsync(kept);

        await PassAsync(4, visitors[3..], gateway);
        Assert.Equal(PlaceState.Gone, (await StatusAsync(gateway, visitors[0])).State);
        Assert.Equal(EnterCode.Gone, (await EnterAsync(gateway, visitors[0])).Code);
        Assert.Equal(RedeemReply.Spent, await RedeemAsync(gateway, visitors[0], spent.Pass, RedeemStep.Claim));
        Assert.Equal(PlaceState.Admitted, (await StatusAsync(gateway, visitors[1])).State);
        Assert.Equal(granted.Pass.Id, (await EnterAsync(gateway, visitors[1])).Pass.Id);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(gateway, visitors[1], granted.Pass, RedeemStep.Claim));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(gateway, visitors[2])).State);
        Assert.Equal(Numbers(1, 3), await PositionsAsync(gateway, visitors[3..]));
        // As if nothing had been lost: the bucket has paid for both.
        Assert.Equal(2, (await StateAsync(gateway)).Count("admitted"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_empty_store_gets_everybody_back_in_their_order_from_their_tokens(bool newGateways)
    {
        var gateway = Gateway();
        var visitors = await JoinAsync(gateway, 0, 30);
        await PassAsync(5, visitors, gateway);
        visitors = await RenewAsync(gateway, visitors);
        Assert.Equal(EnterCode.Granted, (await EnterAsync(gateway, visitors[0])).Code);
        visitors = visitors[1..];
        await EmptyAsync();
        if (newGateways)
            gateway = Gateway();

        var early = await JoinAsync(gateway, 100, 2);
        foreach (var visitor in visitors.OrderBy(visitor => visitor.Place.Entry.Value.GetHashCode()))
            Assert.Equal((PlaceState.Waiting, EventMode.Recovering), await StatusAsync(gateway, visitor) is var status ? (status.State, status.Mode) : default);
        Assert.Equal(Numbers(1, 31), await PositionsAsync(gateway, [.. visitors, .. early]));
        Assert.Equal(EnterCode.NotReady, (await EnterAsync(gateway, visitors[0])).Code);

        await PassAsync(62, [.. visitors, .. early], gateway);
        Assert.Equal(Numbers(1, 31), await PositionsAsync(gateway, [.. visitors, .. early]));
        // An old gateway remembers whom it let in. The bucket begins empty: a token a second.
        Assert.Equal(newGateways ? 0 : 1, (await StateAsync(gateway)).Count("admitted"));
        await PassAsync(2, [.. visitors, .. early], gateway);
        Assert.Equal(EnterCode.Granted, (await EnterAsync(gateway, visitors[0])).Code);
    }

    [Fact]
    public async Task Tokens_out_of_a_drawer_stand_behind_whoever_was_there()
    {
        var gateway = Gateway();
        var hoard = await JoinAsync(gateway, 0, 10);
        var honest = await JoinAsync(gateway, 20, 10);
        foreach (var visitor in hoard)
            await LeaveAsync(gateway, visitor);
        await PassAsync(150, honest, gateway);
        honest = await RenewAsync(gateway, honest);
        await EmptyAsync();
        gateway = Gateway();
        foreach (var visitor in (Visitor[])[.. hoard, .. honest])
            await StatusAsync(gateway, visitor);
        await PassAsync(62, [.. hoard, .. honest], gateway);
        Assert.Equal(Numbers(1, 10), await PositionsAsync(gateway, honest));
        Assert.Equal(10, (await StateAsync(gateway)).Count("unproven"));
    }

    [Fact]
    public async Task Who_comes_after_the_recovery_stands_at_their_rank_and_before_nobody_who_is_ready()
    {
        var gateway = Gateway();
        var visitors = await JoinAsync(gateway, 0, 12);
        await PassAsync(5, visitors, gateway);
        visitors = await RenewAsync(gateway, visitors);
        await EmptyAsync();
        await PassAsync(70, visitors[1..], gateway);
        var ready = (await Task.WhenAll(visitors[1..].Select(visitor => StatusAsync(gateway, visitor)))).Count(status => status.State == PlaceState.Ready);
        Assert.InRange(ready, 1, 10);
        Assert.Equal(ready + 1, (await StatusAsync(gateway, visitors[0])).Position);
    }

    [Fact]
    public async Task A_token_of_last_weeks_event_of_that_name_opens_nothing()
    {
        var gateway = Gateway();
        var old = await JoinAsync(gateway, 0, 3);
        await EmptyAsync();
        Time.Advance(TimeSpan.FromDays(7));
        gateway = Gateway();
        Assert.Equal(PlaceState.Gone, (await StatusAsync(gateway, old[0])).State);
        Assert.Empty(await KeysAsync());
        await JoinAsync(gateway, 10, 1);
        Assert.Equal(PlaceState.Gone, (await StatusAsync(gateway, old[0])).State);
        Assert.Equal(EnterCode.Gone, (await EnterAsync(gateway, old[0])).Code);
    }

    [Fact]
    public async Task A_pass_that_an_empty_store_forgot_is_good_once_and_not_for_long()
    {
        var gateway = Gateway();
        var visitors = await JoinAsync(gateway, 0, 2);
        await PassAsync(2, visitors, gateway);
        var passes = new[] { (await EnterAsync(gateway, visitors[0])).Pass, (await EnterAsync(gateway, visitors[1])).Pass };
        await EmptyAsync();
        gateway = Gateway();
        Assert.Equal(RedeemReply.Done, await RedeemAsync(gateway, visitors[0], passes[0], RedeemStep.Claim));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(gateway, visitors[0], passes[0], RedeemStep.Spend));
        Assert.Equal(RedeemReply.Spent, await RedeemAsync(gateway, visitors[0], passes[0], RedeemStep.Claim));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(gateway, visitors[0])).State);
        await PassAsync(31, [], gateway);
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(gateway, visitors[1], passes[1], RedeemStep.Claim));
    }

    [Fact]
    public async Task A_backup_of_an_hour_ago_costs_nobody_who_waits_now()
    {
        var gateway = Gateway();
        var early = await JoinAsync(gateway, 0, 5);
        await PassAsync(2, early, gateway);
        var backup = await KeysAsync();
        foreach (var visitor in early)
            await LeaveAsync(gateway, visitor);
        Time.Advance(TimeSpan.FromHours(1));
        var late = await JoinAsync(gateway, 10, 5);
        await PassAsync(2, late, gateway);
        late = await RenewAsync(gateway, late);
        await TakeBackAsync(backup);
        await PassAsync(10, late, gateway);
        var positions = await PositionsAsync(gateway, late);
        Assert.Equal(positions.Order(), positions);
        // Who went in that hour goes by the usual rules.
        await PassAsync(450, late, gateway);
        Assert.Equal(Numbers(1, 5), await PositionsAsync(gateway, late));
    }

    [Fact]
    public async Task Nothing_lost_is_no_loss_whatever_happens_at_once()
    {
        var (one, other) = (Gateway(), Gateway());
        for (var round = 0; round < 5; round++)
        {
            var visitors = await Task.WhenAll(Enumerable.Range(0, 40).Select(who => JoinAsync(who % 2 == 0 ? one : other, 100 * round + who)));
            await Task.WhenAll(visitors.Select(async (visitor, i) =>
            {
                var gateway = i % 3 == 0 ? one : other;
                await StatusAsync(gateway, visitor);
                await EnterAsync(gateway, visitor);
                if (i % 4 == 0)
                    await LeaveAsync(gateway, visitor);
            }));
            await PassAsync(2, [], one, other);
        }

        Assert.Equal(default, (await one.Store.MaintainAsync(EventId, Second, Policy, default)).Loss);
    }
}
