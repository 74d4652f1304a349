using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Redis loses a draw, or the second in which it was made: there is never another one, and everybody keeps their number.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class LostDraws(RedisFixture redis) : LossyEvent(redis)
{
    private static readonly TimeSpan UntilDraw = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_empty_Redis_gets_the_draw_back_from_a_gateway_and_everybody_has_their_number(bool drawFirst)
    {
        var gateway = Gateway();
        await using var draw = DrawOf(gateway);
        var (visitors, papers) = await DrawnAsync(gateway, draw, 14);
        await EmptyAsync();
        var other = Gateway();
        if (drawFirst)
            await draw.Runner.RunAsync(EventId, default);

        foreach (var visitor in visitors.OrderBy(visitor => visitor.Place.Entry.Value.GetHashCode() * 7919 % 31))
            Assert.Equal(PlaceState.Waiting, (await StatusAsync(other, visitor)).State);
        await draw.Runner.RunAsync(EventId, default);
        await AssertStandsAsync(other, draw, visitors, papers);
        await PassAsync(65, visitors, gateway, other);
        var late = await JoinAsync(other, 50, 1);
        await AssertStandsAsync(other, draw, [.. visitors, .. late], papers);
        Assert.Empty(draw.Alerts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_backup_from_before_a_step_gets_the_draw_back_from_a_gateway(int steps)
    {
        var gateway = Gateway();
        await using var draw = DrawOf(gateway);
        await draw.Runner.RunAsync(EventId, default);
        var visitors = await JoinAsync(gateway, 0, 14);
        Time.Advance(UntilDraw);
        for (var step = 0; step < steps - 1; step++)
            Assert.True(await draw.Runner.StepAsync(EventId, default));
        var backup = await KeysAsync();
        await draw.Runner.RunAsync(EventId, default);
        (visitors, var papers) = (await InOrderAsync(gateway, draw, visitors), await PapersAsync(draw));
        await TakeBackAsync(backup);
        await draw.Runner.RunAsync(EventId, default);
        await AssertStandsAsync(gateway, draw, visitors, papers);
        Assert.Empty(draw.Alerts);
    }

    /// <summary>Nobody knows the root, so there was no draw: there is one, of all who were there.</summary>
    [Fact]
    public async Task Who_joined_in_the_lost_second_before_the_draw_is_drawn_when_the_event_has_recovered()
    {
        var (one, other) = (Gateway(), Gateway());
        await using var draw = DrawOf(other);
        await draw.Runner.RunAsync(EventId, default);
        var visitors = await JoinAsync(one, 0, 6);
        await other.Store.MaintainAsync(EventId, Second, Policy, default);
        var backup = await KeysAsync();
        visitors = [.. visitors, .. await JoinAsync(one, 6, 4)];
        await TakeBackAsync(backup);
        Time.Advance(UntilDraw);
        await one.Store.MaintainAsync(EventId, Second, Policy, default);
        await draw.Runner.RunAsync(EventId, default);
        Assert.Equal(DrawStage.Frozen, (await RecordAsync(draw)).RecordedStage);
        var late = await JoinAsync(other, 50, 1);

        await PassAsync(65, [.. visitors, .. late], one, other);
        await draw.Runner.RunAsync(EventId, default);
        Assert.Equal(10, (await draw.Operator.PapersAsync(EventId, default))!.Entries);
        visitors = await InOrderAsync(other, draw, visitors);
        Assert.Equal(Numbers(1, 11), await PositionsAsync(other, [.. visitors, .. late]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_frozen_draw_whose_state_is_lost_alone_has_it_from_its_record(bool wholeState)
    {
        var gateway = Gateway();
        await using var draw = DrawOf(gateway);
        await draw.Runner.RunAsync(EventId, default);
        var visitors = await JoinAsync(gateway, 0, 8);
        await PassAsync(2, visitors, gateway);
        Time.Advance(UntilDraw);
        await draw.Runner.StepAsync(EventId, default);
        var frozen = (await RecordAsync(draw)).State;
        if (wholeState)
            await ForgetAsync(keys => keys.State);
        else
            await ForgetAsync(keys => keys.State, "draw");
        var late = await JoinAsync(gateway, 50, 1);
        Assert.Equal(PlaceState.Waiting, (await StatusAsync(gateway, visitors[0])).State);
        await draw.Runner.RunAsync(EventId, default);
        Assert.Equal(frozen with { Stage = DrawStage.Ranked }, (await RecordAsync(draw)).State);
        Assert.Equal(8, (await draw.Operator.PapersAsync(EventId, default))!.Entries);
        visitors = await InOrderAsync(gateway, draw, visitors);
        Assert.Equal(Numbers(1, 9), await PositionsAsync(gateway, [.. visitors, .. late]));
    }

    [Fact]
    public async Task A_record_that_is_lost_alone_is_given_back_and_nobody_waits_for_it()
    {
        var gateway = Gateway();
        await using var draw = DrawOf(gateway);
        var (visitors, papers) = await DrawnAsync(gateway, draw, 7);
        var drawn = (await RecordAsync(draw)).State;
        await ForgetAsync(keys => keys.Draw);
        await ForgetAsync(keys => keys.DrawLeaves);
        await AssertPositionsAsync(gateway, visitors);
        await draw.Runner.StepAsync(EventId, default);
        Assert.Equal(drawn, (await RecordAsync(draw)).State);
        await AssertStandsAsync(gateway, draw, visitors, papers);
        await using var other = DrawOf(Gateway());
        await other.Runner.RunAsync(EventId, default);
        await InOrderAsync(gateway, other, visitors);
    }

    [Fact]
    public async Task Another_root_than_a_gateway_knows_is_an_alert()
    {
        var gateway = Gateway();
        await using var draw = DrawOf(gateway);
        await draw.Runner.RunAsync(EventId, default);
        var visitors = await JoinAsync(gateway, 0, 5);
        Time.Advance(UntilDraw);
        await draw.Runner.StepAsync(EventId, default);
        var backup = await KeysAsync();
        await draw.Runner.RunAsync(EventId, default);
        await TakeBackAsync(backup);
        // Somebody who knows nothing of all this comes first.
        var other = Gateway();
        await RemoveAsync(visitors[0].Place.Entry);
        await using var late = DrawOf(other);
        await late.Runner.RunAsync(EventId, default);
        Assert.Empty(draw.Alerts);
        await draw.Runner.RunAsync(EventId, default);
        Assert.Equal(["differs"], draw.Alerts);
        Assert.Empty(late.Alerts);
    }

    private DrawGateway DrawOf(RedisUnderTest gateway)
    {
        var draw = new DrawGateway(gateway.Store, Time, options => options.Events[EventId] = new EventOptions
        {
            Order = QueueOrder.Draw,
            DrawAt = StoreUnderTest.Start + UntilDraw,
            OpensAt = StoreUnderTest.Start + 3 * UntilDraw,
            DrawSource = DrawSource.Secret,
        });
        Policy = draw.PolicyOf(EventId);
        return draw;
    }

    private async Task<(Visitor[] Visitors, string Papers)> DrawnAsync(RedisUnderTest gateway, DrawGateway draw, int count)
    {
        await draw.Runner.RunAsync(EventId, default);
        var visitors = await JoinAsync(gateway, 0, count);
        Time.Advance(UntilDraw);
        await draw.Runner.RunAsync(EventId, default);
        return (await InOrderAsync(gateway, draw, visitors), await PapersAsync(draw));
    }

    /// <summary>In the order of their numbers, with tokens as the engine makes them after a draw.</summary>
    private async Task<Visitor[]> InOrderAsync(RedisUnderTest gateway, DrawGateway draw, Visitor[] visitors)
    {
        var keys = await draw.KeysAsync();
        var ranked = visitors.Select(visitor => (Visitor: visitor, Rank: draw.Ranks.RankOf(EventId, visitor.Place, keys)!.Value)).OrderBy(ranked => ranked.Rank).ToList();
        Visitor[] ordered = [.. ranked.Select(ranked => ranked.Visitor with
        {
            Proof = ranked.Visitor.Proof with { Offset = (long)(ranked.Rank - Rank.Of(ranked.Visitor.Place.Ticket, ranked.Visitor.Proof.Generation.BornAt)) },
        })];
        Assert.Equal(Numbers(1, ordered.Length), await PositionsAsync(gateway, ordered));
        return ordered;
    }

    private async Task AssertStandsAsync(RedisUnderTest gateway, DrawGateway draw, Visitor[] visitors, string papers)
    {
        Assert.Equal(papers, await PapersAsync(draw));
        await AssertPositionsAsync(gateway, visitors);
    }

    private async Task AssertPositionsAsync(RedisUnderTest gateway, Visitor[] visitors) =>
        Assert.Equal(Numbers(1, visitors.Length), await PositionsAsync(gateway, visitors));

    private async Task<string> PapersAsync(DrawGateway draw) => System.Text.Encoding.UTF8.GetString((await draw.Operator.PapersAsync(EventId, default))!.Write());

    private async Task<DrawReply> RecordAsync(DrawGateway draw) => await draw.Store.DrawAsync(EventId, DrawStep.Read, Policy, default);
}
