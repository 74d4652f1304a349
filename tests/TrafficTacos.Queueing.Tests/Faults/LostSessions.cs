namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Redis loses sessions, and their tokens bring them back.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class LostSessions(RedisFixture redis) : LossyEvent(redis)
{
    [Fact]
    public async Task A_session_that_a_failover_lost_is_told_by_its_gateway_and_goes_on()
    {
        var (one, other) = (Gateway(), Gateway());
        var visitors = await JoinAsync(one, 0, 4);
        await PassAsync(5, visitors, one, other);
        var kept = await KeysAsync();
        var session = await OpenAsync(one, visitors[0]);
        await TakeBackAsync(kept);
        await PassAsync(3, visitors[1..], one, other);
        Assert.Equal(PlaceState.Admitted, (await StatusAsync(other, visitors[0])).State);
        var live = await StepAsync(other, visitors[0], session with { Generation = default }, SessionStep.Renew);
        Assert.Equal((SessionCode.Live, session.Id), (live.Code, live.Session.Id));
        Assert.Equal(EnterCode.AlreadyAdmitted, (await EnterAsync(other, visitors[0])).Code);
        Assert.Equal((1, 1), ((await StateAsync(one)).Count("admitted"), (await StateAsync(one)).Count("session_opened")));
    }

    [Fact]
    public async Task A_pass_that_a_failover_lost_takes_no_seat_that_somebody_else_has()
    {
        Policy = Model.Policies.Of(o => (o.MaximumShoppers, o.MinimumWaits) = (1, [new()]));
        var (one, other) = (Gateway(), Gateway());
        var early = await JoinAsync(one, 0);
        await one.Store.LeaveAsync(EventId, early.Place, true, Policy, default);
        await PassAsync(60, [], one, other);
        var kept = await KeysAsync();
        var first = await JoinAsync(one, 1);
        var lost = await EnterAsync(one, first);
        Assert.Equal(EnterCode.Granted, lost.Code);
        await PassAsync(1, [], other);
        await TakeBackAsync(kept);
        // The gateway that let them in is gone, too.
        await PassAsync(3, [], other);
        Assert.Equal(PlaceState.Ready, (await StatusAsync(other, early)).State);
        Assert.Equal(EnterCode.Granted, (await EnterAsync(other, early)).Code);
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(other, first, lost.Pass, RedeemStep.Claim));
        Assert.Equal(1, (await StateAsync(other)).Count("admitted"));
        Assert.Equal(PlaceState.Waiting, (await StatusAsync(other, first)).State);
    }

    [Fact]
    public async Task A_release_that_a_failover_lost_is_told_by_its_gateway()
    {
        var (one, other) = (Gateway(), Gateway());
        var visitors = await JoinAsync(one, 0, 2);
        await PassAsync(5, visitors, one, other);
        var session = await OpenAsync(other, visitors[0]);
        await PassAsync(5, visitors[1..], one, other);
        var kept = await KeysAsync();
        await StepAsync(one, visitors[0], session, SessionStep.Release);
        await TakeBackAsync(kept);
        await PassAsync(3, visitors[1..], one, other);
        Assert.Equal(SessionCode.Over, (await StepAsync(other, visitors[0], session, SessionStep.Renew)).Code);
    }

    [Fact]
    public async Task An_empty_store_registers_each_session_by_its_token_and_gives_no_seat_away_until_a_lifetime_has_passed()
    {
        Policy = Model.Policies.Of(o => (o.MaximumShoppers, o.MinimumWaits, o.SessionLifetime) = (3, [new()], TimeSpan.FromMinutes(3)));
        var one = Gateway();
        var visitors = await JoinAsync(one, 0, 6);
        var sessions = new List<SessionProof>();
        foreach (var visitor in visitors[..2])
            sessions.Add(await OpenAsync(one, visitor));
        await PassAsync(100, visitors[2..], one);
        for (var i = 0; i < 2; i++)
            sessions[i] = (await StepAsync(one, visitors[i], sessions[i], SessionStep.Renew)).Session;
        await EmptyAsync();

        // All gateways are new.
        var gateway = Gateway();
        var live = await StepAsync(gateway, visitors[0], sessions[0], SessionStep.Renew);
        Assert.Equal((SessionCode.Live, sessions[0].Id), (live.Code, live.Session.Id));
        await PassAsync(70, visitors[2..], gateway);
        Assert.Equal(EnterCode.NotReady, (await EnterAsync(gateway, visitors[2])).Code);
        Assert.Equal(SessionCode.Live, (await StepAsync(gateway, visitors[1], sessions[1], SessionStep.Renew)).Code);
        await PassAsync(111, visitors[2..], gateway);
        Assert.Equal(SessionCode.Live, (await StepAsync(gateway, visitors[1], sessions[1], SessionStep.Renew)).Code);
        Assert.Equal(EnterCode.Granted, (await EnterAsync(gateway, visitors[2])).Code);

        // Once released it does not come back by its token.
        await StepAsync(gateway, visitors[1], sessions[1], SessionStep.Release);
        Assert.Equal(SessionCode.Over, (await StepAsync(gateway, visitors[1], sessions[1], SessionStep.Renew)).Code);
    }

    private async Task<SessionProof> OpenAsync(Conformance.RedisUnderTest gateway, Visitor visitor)
    {
        var entered = await EnterAsync(gateway, visitor);
        Assert.Equal(EnterCode.Granted, entered.Code);
        var opened = await gateway.Store.OpenSessionAsync(EventId, visitor.Place, entered.Pass, 55 + (ulong)visitor.Place.Entry.Value, Policy, default);
        Assert.Equal(OpenCode.Opened, opened.Code);
        return opened.Session;
    }

    private async Task<SessionReply> StepAsync(Conformance.RedisUnderTest gateway, Visitor visitor, SessionProof session, SessionStep step) =>
        await gateway.Store.SessionAsync(EventId, visitor.Place, session, step, Policy, default);
}
