namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>A call that failed was perhaps done all the same, after its caller had stopped waiting. It must be safe to repeat.</summary>
[Collection(WholeMachine.Name)]
[Trait("Needs", "Redis")]
public sealed class LostAnswers
{
    private const string EventId = "sale";

    [Fact]
    public async Task A_join_and_an_enter_whose_answers_were_lost_give_the_same_place_and_pass_when_repeated()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateways = new LocalGateways(2, redis.Address);
        var waiting = (await gateways.Rooms[0].JoinAsync(EventId, key: "early")).WaitingToken!;

        using (redis.Freeze())
        {
            await Task.WhenAll(
                Patience.AssertUnavailableAsync("join", () => gateways.Rooms[0].JoinAsync(EventId, key: "late")),
                Patience.AssertUnavailableAsync("enter", () => gateways.Rooms[0].EnterAsync(waiting)));
        }

        var entered = await Task.WhenAll(gateways.Rooms.Select(room => room.EnterAsync(waiting)));
        Assert.All(entered, answer => Assert.Equal(entered[0].ReservationToken, answer.ReservationToken));
        Assert.NotNull(entered[0].ReservationToken);
        var joined = await Task.WhenAll(gateways.Rooms.Select(room => room.JoinAsync(EventId, key: "late")));
        Assert.Equal(joined[0].WaitingToken, joined[1].WaitingToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_claim_whose_caller_stopped_waiting_does_not_cost_the_visitor_their_pass(bool hungUp)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateways = new LocalGateways(2, redis.Address);
        var waiting = (await gateways.Rooms[0].JoinAsync(EventId, key: "somebody")).WaitingToken!;
        var pass = (await gateways.Rooms[0].EnterAsync(waiting)).ReservationToken!;

        using (redis.Freeze())
        {
            using var cancelling = new CancellationTokenSource();
            var claiming = gateways.Rooms[0].ClaimAsync(EventId, pass, null, cancelling.Token);
            if (hungUp)
                await cancelling.CancelAsync();
            var exception = await Record.ExceptionAsync(() => claiming);
            Assert.True(hungUp ? exception is OperationCanceledException : exception is WaitingRoomUnavailableException, $"{exception}");
        }

        // Nobody works on a request whose claim failed, so the pass must serve the next one.
        await Eventually.IsTrueAsync(() => gateways.Rooms[0].IsAvailableAsync().AsTask());
        Assert.Equal(PassClaimOutcome.Claimed, (await gateways.Rooms[1].ClaimAsync(EventId, pass)).Outcome);
    }
}
