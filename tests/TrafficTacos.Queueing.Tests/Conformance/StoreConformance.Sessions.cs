using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>What a pass turns into, and the seats.</summary>
public abstract partial class StoreConformance
{
    private const ulong SessionId = 77;

    /// <summary>A minute in microseconds.</summary>
    private const long Micro = 60_000_000;
    private static readonly TimeSpan Instant = TimeSpan.FromMicroseconds(1);

    [Fact]
    public async Task A_pass_turns_into_a_session_once_and_again_it_is_the_same_session()
    {
        var (place, session) = await OpenedAsync(0);
        Assert.Equal((SessionId, Tested.Now, Tested.Now, Tested.Now + 150_000_000, Tested.Now + 10 * Micro, Tested.Now + 60 * Micro),
            (session.Id, session.OpenedAt, session.ConfirmedAt, session.FreshUntil, session.EndsAt, session.Maximum));
        await PassAsync(TimeSpan.FromSeconds(31));
        var again = await OpenAsync(place, 78);
        Assert.Equal((OpenCode.Opened, session with { ConfirmedAt = Tested.Now, FreshUntil = Tested.Now + 150_000_000 }), (again.Code, again.Session));
        Assert.Equal(RedeemReply.Spent, await RedeemAsync(place, RedeemStep.Claim, 1));
        Assert.Equal(EnterCode.AlreadyAdmitted, await EnterAsync(place));
        Assert.Equal(EnterCode.OtherUser, await EnterAsync(place, 5));
        Assert.Equal(["joined", "admitted", "session_opened"], (await StateAsync()).Journal.Select(record => record.Kind));
    }

    [Fact]
    public async Task A_session_needs_a_pass_that_lives_and_that_no_request_claims()
    {
        var place = await JoinAsync(0);
        Assert.Equal(OpenCode.Gone, (await OpenAsync(place)).Code);
        await EnterAsync(place);
        Assert.Equal(OpenCode.Gone, (await OpenAsync(place with { Ticket = place.Ticket + 1 })).Code);
        await RedeemAsync(place, RedeemStep.Claim, 1);
        Assert.Equal(OpenCode.InUse, (await OpenAsync(place)).Code);
        await PassAsync(Lease);
        Assert.Equal(OpenCode.InUse, (await OpenAsync(place)).Code);
        await PassAsync(Instant);
        Assert.Equal(OpenCode.Opened, (await OpenAsync(place)).Code);

        var spent = await ClaimedAsync(1, who: 1);
        await RedeemAsync(spent, RedeemStep.Spend, 1);
        Assert.Equal(OpenCode.Spent, (await OpenAsync(spent)).Code);

        var late = await JoinAsync(2);
        await EnterAsync(late);
        await PassAsync(TimeSpan.FromSeconds(30) + Instant);
        Assert.Equal(OpenCode.Gone, (await OpenAsync(late)).Code);
    }

    [Fact]
    public async Task Who_has_a_session_is_told_admitted_with_it_and_may_join_again_when_it_is_over()
    {
        var (place, session) = await OpenedAsync(0);
        Assert.Equal(PlaceState.Admitted, (await StatusAsync(place)).State);
        var joined = await Store.JoinAsync(_event, place.Entry, _policy, default);
        Assert.Equal((false, place.Ticket, PlaceState.Admitted), (joined.Created, joined.Ticket, joined.State));
        Assert.Equal(session, (await Store.FindPassAsync(_event, place, _policy, default))?.Session);

        await StepAsync(place, SessionStep.Release);
        Assert.Equal(PlaceState.Gone, (await StatusAsync(place)).State);
        Assert.Null(await Store.FindPassAsync(_event, place, _policy, default));
        Assert.True((await Store.JoinAsync(_event, place.Entry, _policy, default)).Created);
    }

    [Fact]
    public async Task A_session_lives_from_its_last_use_but_never_longer_than_the_most()
    {
        var (place, session) = await OpenedAsync(0);
        for (var minute = 9; minute < 60; minute += 9)
        {
            await PassAsync(TimeSpan.FromMinutes(9));
            Assert.Equal(SessionCode.Live, (await StepAsync(place, SessionStep.Check)).Code);
            var used = await StepAsync(place, SessionStep.Renew);
            Assert.Equal((SessionCode.Live, session.OpenedAt + Math.Min(60, minute + 10) * Micro), (used.Code, used.Session.EndsAt));
        }

        await PassAsync(TimeSpan.FromMinutes(6));
        var last = await StepAsync(place, SessionStep.Renew);
        Assert.Equal((last.Session.EndsAt, SessionCode.AtMaximum), (last.Session.FreshUntil, (await StepAsync(place, SessionStep.Extend)).Code));
        await PassAsync(Instant);
        Assert.Equal(SessionCode.Over, (await StepAsync(place, SessionStep.Renew)).Code);
    }

    [Fact]
    public async Task Looking_at_a_session_does_not_lengthen_it()
    {
        var (place, session) = await OpenedAsync(0);
        await PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal((SessionCode.Live, session.EndsAt), ((await StepAsync(place, SessionStep.Check)).Code, (await StepAsync(place, SessionStep.Check)).Session.FreshUntil));
        await PassAsync(Instant);
        Assert.Equal((SessionCode.Over, PlaceState.Gone), ((await StepAsync(place, SessionStep.Check)).Code, (await StatusAsync(place)).State));
        Assert.Equal("session_ended", (await StateAsync()).Journal[^1].Kind);
    }

    [Fact]
    public async Task A_fixed_session_ends_when_it_was_said_to_unless_it_is_extended()
    {
        _policy = Policies.Of(o => o.SlidingSession = false);
        var (place, session) = await OpenedAsync(0);
        await PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(session.EndsAt, (await StepAsync(place, SessionStep.Renew)).Session.EndsAt);
        Assert.Equal(Tested.Now + 10 * Micro, (await StepAsync(place, SessionStep.Extend)).Session.EndsAt);
        await PassAsync(TimeSpan.FromMinutes(10) + Instant);
        Assert.Equal(SessionCode.Over, (await StepAsync(place, SessionStep.Renew)).Code);
    }

    [Fact]
    public async Task Only_its_id_steps_a_session_and_it_is_released_once()
    {
        var (place, _) = await OpenedAsync(0);
        Assert.Equal(SessionCode.Over, (await Store.SessionAsync(_event, place, default(SessionProof) with { Id = SessionId + 1 }, SessionStep.Release, _policy, default)).Code);
        var released = await StepAsync(place, SessionStep.Release);
        Assert.Equal((SessionCode.Live, place.Ticket, Tested.Now), (released.Code, released.Ticket, released.Session.EndsAt));
        foreach (var step in (SessionStep[])[SessionStep.Release, SessionStep.Renew, SessionStep.Extend])
            Assert.Equal(SessionCode.Over, (await StepAsync(place, step)).Code);
        Assert.Equal(OpenCode.Spent, (await OpenAsync(place)).Code);
        Assert.Equal((1, 1), ((await StateAsync()).Count("session_opened"), (await StateAsync()).Count("session_ended")));
    }

    [Fact]
    public async Task Where_a_maximum_is_set_a_pass_and_a_session_take_a_seat_until_three_seconds_after_it()
    {
        _policy = Policies.Of(o => o.MaximumShoppers = 1);
        var places = await JoinAsync(0, 3);
        Assert.False((await StatusAsync(places[0])).IsFull);
        Assert.Equal([EnterCode.Granted, EnterCode.NotReady], [await EnterAsync(places[0]), await EnterAsync(places[1])]);
        Assert.True((await StatusAsync(places[1])).IsFull);
        await OpenAsync(places[0]);
        await StepAsync(places[0], SessionStep.Release);
        await PassAsync(TimeSpan.FromSeconds(3), polling: places[1..]);
        Assert.Equal((PlaceState.Waiting, true), ((await StatusAsync(places[1])).State, (await StatusAsync(places[1])).IsFull));
        await PassAsync(Instant);
        Assert.Equal((PlaceState.Ready, false), ((await StatusAsync(places[1])).State, (await StatusAsync(places[1])).IsFull));
        Assert.Equal(PlaceState.Waiting, (await StatusAsync(places[2])).State);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[1]));
        // A pass that runs out frees its seat by the clock: nobody has to sweep it.
        await PassAsync(TimeSpan.FromSeconds(30), polling: places[2..]);
        Assert.Equal(EnterCode.NotReady, await EnterAsync(places[2]));
        await PassAsync(Instant);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[2]));
    }

    [Fact]
    public async Task A_maximum_that_is_lowered_lets_nobody_in_until_enough_are_gone()
    {
        _policy = Policies.Of(o => o.MaximumShoppers = 4);
        var places = await JoinAsync(0, 6);
        foreach (var place in places[..3])
        {
            await EnterAsync(place);
            await OpenAsync(place);
        }

        _policy = Policies.Of(o => (o.MaximumShoppers, o.ConfigurationVersion) = (2, 1));
        Assert.Equal((EnterCode.NotReady, true), (await EnterAsync(places[3]), (await StatusAsync(places[3])).IsFull));
        await StepAsync(places[0], SessionStep.Release);
        await PassAsync(TimeSpan.FromSeconds(4), polling: places[3..]);
        Assert.Equal(EnterCode.NotReady, await EnterAsync(places[3]));
        await StepAsync(places[1], SessionStep.Release);
        await PassAsync(TimeSpan.FromSeconds(4), polling: places[3..]);
        Assert.Equal([EnterCode.Granted, EnterCode.NotReady], [await EnterAsync(places[3]), await EnterAsync(places[4])]);
    }

    [Fact]
    public async Task An_empty_bucket_does_not_say_that_the_shop_is_full()
    {
        _policy = Policies.Of(o => (o.MaximumShoppers, o.Burst, o.Overdraft, o.OverdraftPositions) = (5, 1, 0, 0));
        var places = await JoinAsync(0, 2);
        await EnterAsync(places[0]);
        Assert.Equal((PlaceState.Waiting, false), ((await StatusAsync(places[1])).State, (await StatusAsync(places[1])).IsFull));
    }

    [Fact]
    public async Task Who_comes_again_takes_a_second_seat_while_the_first_is_held()
    {
        _policy = Policies.Of(o => o.MaximumShoppers = 2);
        var (place, _) = await OpenedAsync(0);
        await StepAsync(place, SessionStep.Release);
        var again = await JoinAsync(0);
        await EnterAsync(again);
        Assert.Equal(OpenCode.Opened, (await OpenAsync(again)).Code);
        var other = await JoinAsync(1);
        Assert.Equal(EnterCode.NotReady, await EnterAsync(other));
        await PassAsync(TimeSpan.FromSeconds(3) + Instant);
        Assert.Equal(EnterCode.Granted, await EnterAsync(other));
        Assert.Equal(SessionCode.Live, (await StepAsync(again, SessionStep.Renew)).Code);
    }

    [Fact]
    public async Task An_outage_ends_no_session()
    {
        var (place, session) = await OpenedAsync(0);
        Tested.Pass(TimeSpan.FromHours(2));
        await MaintainAsync();
        var used = await StepAsync(place, SessionStep.Renew);
        Assert.Equal((SessionCode.Live, session.OpenedAt + 2_000_000), (used.Code, used.Session.ConfirmedAt));
    }

    [Fact]
    public async Task A_session_counts_as_an_admission_of_its_user_who_enters_nowhere_else_while_it_lives()
    {
        _policy = Policies.Of(o => o.AdmissionsPerUser = 2);
        var places = await JoinAsync(0, 4);
        await EnterAsync(places[0], 9);
        await OpenAsync(places[0]);
        await PassAsync(TimeSpan.FromMinutes(5), polling: places[1..]);
        await StepAsync(places[0], SessionStep.Renew);
        await PassAsync(TimeSpan.FromMinutes(9), polling: places[1..]);
        Assert.Equal(EnterCode.AlreadyAdmitted, await EnterAsync(places[1], 9));
        await StepAsync(places[0], SessionStep.Release);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[1], 9));
        await OpenAsync(places[1]);
        await StepAsync(places[1], SessionStep.Release);
        Assert.Equal([EnterCode.AlreadyAdmitted, EnterCode.Granted], [await EnterAsync(places[2], 9), await EnterAsync(places[2], 8)]);
    }

    private async Task<(Place Place, SessionProof Session)> OpenedAsync(int who)
    {
        var place = await JoinAsync(who);
        Assert.Equal(EnterCode.Granted, await EnterAsync(place));
        var opened = await OpenAsync(place);
        Assert.Equal(OpenCode.Opened, opened.Code);
        return (place, opened.Session);
    }

    private async Task<OpenReply> OpenAsync(Place place, ulong id = SessionId) => await Store.OpenSessionAsync(_event, place, default, id, _policy, default);

    private async Task<SessionReply> StepAsync(Place place, SessionStep step) =>
        await Store.SessionAsync(_event, place, default(SessionProof) with { Id = SessionId }, step, _policy, default);
}
