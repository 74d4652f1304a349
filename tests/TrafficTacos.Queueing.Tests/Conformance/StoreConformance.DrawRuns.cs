using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Randomness;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Whole draws, as the gateways run them: whatever happens meanwhile, the outcome is what the papers say.</summary>
public abstract partial class StoreConformance
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_draw_ends_in_the_same_wherever_a_gateway_dies(int steps)
    {
        await using var one = Gateway();
        await using var other = Gateway();
        await one.Runner.RunAsync(_event, default);
        var places = await JoinAsync(0, 12);
        Tested.Pass(UntilDraw);
        for (var step = 0; step < steps; step++)
            await one.Runner.StepAsync(_event, default);
        // Who leaves after the time of the draw keeps their leaf. Once ranked, the place is no longer where the ticket says.
        var hasLeft = steps < 4 && await LeaveAsync(places[3], soft: false);
        await other.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(other, 12, hasLeft ? 1 : 0);
        await one.Runner.RunAsync(_event, default);
    }

    [Fact]
    public async Task Two_gateways_at_once_make_one_draw()
    {
        await using var one = Gateway();
        await using var other = Gateway();
        await Task.WhenAll(one.Runner.RunAsync(_event, default), other.Runner.RunAsync(_event, default));
        await JoinAsync(0, 15);
        Tested.Pass(UntilDraw);
        await Task.WhenAll(one.Runner.RunAsync(_event, default), other.Runner.RunAsync(_event, default));
        await AssertDrawnAsync(one, 15);
    }

    [Fact]
    public async Task A_gateway_that_dies_among_the_ranks_is_followed_by_another()
    {
        await using var one = Gateway();
        await using var other = Gateway();
        await one.Runner.RunAsync(_event, default);
        var places = await JoinAsync(0, 2 * DrawRunner.RanksAtOnce + 7);
        Tested.Pass(UntilDraw);
        for (var step = 0; step < 3; step++)
            Assert.True(await one.Runner.StepAsync(_event, default));
        var record = await StepAsync(DrawStep.Read);
        Assert.Equal(DrawStage.Seeded, record.State.Stage);
        var keys = await one.KeysAsync();
        var best = places.OrderBy(place => one.Ranks.RankOf(_event, place, keys)!.Value).Take(DrawRunner.RanksAtOnce)
            .Select(place => (place, one.Ranks.RankOf(_event, place, keys)!.Value)).ToArray();
        Assert.Equal(1, await RankAsync(0, best));
        await other.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(other, places.Count);
    }

    [Fact]
    public async Task The_draw_waits_for_its_round_and_takes_no_other()
    {
        var rounds = new Dictionary<long, byte[]>();
        await using var gateway = Gateway(source: DrawSource.Beacon, fetch: (round, _, _) => Task.FromResult(rounds.TryGetValue(round, out var signature)
            ? new BeaconFetch(DrawnRound.Of("quicknet", round, signature), [])
            : new BeaconFetch(null, ["withheld"])));
        await gateway.Runner.RunAsync(_event, default);
        await JoinAsync(0, 5);
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        var round = (await gateway.Operator.PapersAsync(_event, default))!.Beacon!.Round;
        var signature = new byte[48];
        await Assert.ThrowsAsync<ArgumentException>(() => gateway.Operator.SupplyAsync(_event, round, signature, "me", default));
        Assert.Empty(gateway.Alerts);
        Tested.Pass(TimeSpan.FromMinutes(5));
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal(["beacon_late"], gateway.Alerts);
        Assert.Equal(PapersState.Rooted, (await gateway.Operator.PapersAsync(_event, default))!.State);

        await Assert.ThrowsAsync<ArgumentException>(() => gateway.Operator.SupplyAsync(_event, round + 1, signature, "me", default));
        await Assert.ThrowsAsync<ArgumentException>(() => gateway.Operator.SupplyAsync(_event, round, [1], "me", default));
        Assert.Equal(PapersState.Rooted, (await gateway.Operator.PapersAsync(_event, default))!.State);
        rounds[round] = signature;
        await gateway.Runner.RunAsync(_event, default);
        await Assert.ThrowsAsync<ArgumentException>(() => gateway.Operator.SupplyAsync(_event, round, signature, "me", default));
        rounds[round] = [.. Enumerable.Repeat((byte)1, 48)];
        await gateway.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(gateway, 5);
        Assert.Equal(signature, (await gateway.Operator.PapersAsync(_event, default))!.Beacon!.Signature);
        await Assert.ThrowsAsync<ArgumentException>(() => gateway.Operator.AbandonAsync(_event, "too late", "me", default));
    }

    [Fact]
    public async Task A_draw_that_was_not_announced_in_time_is_an_alert()
    {
        await using var gateway = Gateway();
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal(["not_announced"], gateway.Alerts);
    }

    [Fact]
    public async Task A_draw_at_a_fraction_of_a_microsecond_is_announced()
    {
        await using var gateway = Gateway(configure: options => options.Events[_event].DrawAt = StoreUnderTest.Start + UntilDraw + TimeSpan.FromTicks(3));
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal(PapersState.Announced, (await gateway.Operator.PapersAsync(_event, default))!.State);
    }

    [Fact]
    public async Task Leaves_of_other_keys_are_an_alert()
    {
        await using var one = Gateway();
        await using var other = Gateway(configure: options => options.Tokens.IdentitySecret = Convert.ToBase64String(new byte[32]));
        await one.Runner.RunAsync(_event, default);
        await JoinAsync(0, 3);
        Tested.Pass(UntilDraw);
        await one.Runner.RunAsync(_event, default);
        Assert.Empty(one.Alerts);
        await other.Runner.RunAsync(_event, default);
        Assert.Contains("differs", other.Alerts);
    }

    [Fact]
    public async Task Nobody_is_let_through_while_who_is_drawn_is_counted()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var places = await JoinAsync(0, 4);
        await Store.SettingsAsync(_event, new EventSettingsChange { Mode = EventMode.Passthrough }, _policy, default);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[0]));
        Tested.Pass(UntilDraw);
        await gateway.Runner.StepAsync(_event, default);
        Assert.Equal(EnterCode.NotReady, await EnterAsync(places[1]));
        await gateway.Runner.StepAsync(_event, default);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[1]));
        await gateway.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(gateway, 3, 1);
    }

    [Fact]
    public async Task Ten_thousand_are_drawn_as_the_papers_say()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(who => JoinAsync(who)));
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(gateway, 10_000);
    }

    private DrawGateway Gateway(DrawSource source = DrawSource.Secret, BeaconFetcher? fetch = null, Action<WaitingRoomOptions>? configure = null)
    {
        _policy = Drawn(UntilDraw);
        return new DrawGateway(
            Store,
            Tested.Time,
            options =>
            {
                options.Events[_event] = new EventOptions
                {
                    Order = QueueOrder.Draw,
                    DrawAt = StoreUnderTest.Start + UntilDraw,
                    OpensAt = StoreUnderTest.Start + 3 * UntilDraw + TimeSpan.FromMinutes(2),
                    DrawSource = source,
                };
                configure?.Invoke(options);
            },
            fetch);
    }
}
