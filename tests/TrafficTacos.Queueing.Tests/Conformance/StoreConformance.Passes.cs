using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>The pass, and what else is good for one: a key, a secret.</summary>
public abstract partial class StoreConformance
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Entering_again_while_the_pass_lives_is_the_same_pass_with_the_time_that_is_left()
    {
        var place = await JoinAsync(0);
        await EnterAsync(place);
        await PassAsync(TimeSpan.FromSeconds(12));
        var again = await Store.EnterAsync(_event, place, Nobody, _policy, default);
        Assert.Equal((EnterCode.Granted, 18_000_000, -1), (again.Code, again.Remaining, again.Waited));
        Assert.Equal(1, (await StateAsync()).Count("admitted"));
        await PassAsync(TimeSpan.FromSeconds(18));
        Assert.Equal((EnterCode.Granted, 0), ((again = await Store.EnterAsync(_event, place, Nobody, _policy, default)).Code, again.Remaining));
        await PassAsync(TimeSpan.FromMicroseconds(1));
        // The pass ran out unspent: the place is back, and the visitor enters anew.
        Assert.Equal(30_000_000, (await Store.EnterAsync(_event, place, Nobody, _policy, default)).Remaining);
        Assert.Equal(["joined", "admitted", "unspent", "returned", "admitted"], (await StateAsync()).Journal.Select(record => record.Kind));
    }

    [Fact]
    public async Task A_pass_is_bound_to_whoever_entered()
    {
        var place = await JoinAsync(0);
        Assert.Equal(EnterCode.Granted, await EnterAsync(place, 7));
        Assert.Equal(EnterCode.OtherUser, await EnterAsync(place, 8));
        Assert.Equal(EnterCode.Granted, await EnterAsync(place, 7));
    }

    [Fact]
    public async Task A_pass_is_claimed_by_one_and_spent_once()
    {
        var place = await JoinAsync(0);
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(place, RedeemStep.Claim, 1));
        await EnterAsync(place);
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(place with { Ticket = place.Ticket + 1 }, RedeemStep.Claim, 1));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, 1));
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, RedeemStep.Claim, 2));
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, RedeemStep.Spend, 2));
        Assert.Equal(PlaceState.Admitted, (await StatusAsync(place)).State);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Spend, 1));
        Assert.Equal(RedeemReply.Spent, await RedeemAsync(place, RedeemStep.Claim, 2));
        Assert.Equal(RedeemReply.Spent, await RedeemAsync(place, RedeemStep.Release, 1));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(place)).State);
        Assert.Equal(EnterCode.Gone, await EnterAsync(place));
    }

    [Fact]
    public async Task A_pass_given_back_can_be_claimed_again_while_its_time_lasts()
    {
        var place = await JoinAsync(0);
        await EnterAsync(place);
        await RedeemAsync(place, RedeemStep.Claim, 1);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Release, 1));
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, RedeemStep.Release, 1));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, 2));
        await RedeemAsync(place, RedeemStep.Release, 2);
        await PassAsync(TimeSpan.FromSeconds(30) + TimeSpan.FromMicroseconds(1));
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(place, RedeemStep.Claim, 3));
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(place, RedeemStep.Spend, 2));
    }

    [Fact]
    public async Task A_claim_holds_for_its_lease_and_a_microsecond_later_another_request_takes_the_pass()
    {
        var place = await ClaimedAsync(1);
        await PassAsync(Lease);
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, RedeemStep.Claim, 2));
        await PassAsync(TimeSpan.FromMicroseconds(1));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, 2));
        // The new one has a lease of its own.
        await PassAsync(Lease);
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, RedeemStep.Claim, 3));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Spend, 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_late_and_was_missed_ends_nothing(bool spends)
    {
        var late = spends ? RedeemStep.Spend : RedeemStep.Release;
        var place = await ClaimedAsync(1);
        await PassAsync(Lease + TimeSpan.FromMicroseconds(1));
        await RedeemAsync(place, RedeemStep.Claim, 2);
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, late, 1));
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, RedeemStep.Claim, 3));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Release, 2));
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, late, 1));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, 3));
    }

    [Fact]
    public async Task Who_is_late_and_was_not_missed_may_still_end_the_claim()
    {
        var place = await ClaimedAsync(1);
        await PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Spend, 1));
        Assert.Equal(RedeemReply.Spent, await RedeemAsync(place, RedeemStep.Claim, 2));

        var other = await ClaimedAsync(1, who: 1);
        await PassAsync(Lease * 2);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(other, RedeemStep.Release, 1));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(other, RedeemStep.Claim, 2));
    }

    [Fact]
    public async Task A_lease_does_not_outlive_its_claim_nor_lengthen_the_pass()
    {
        var place = await ClaimedAsync(1);
        await RedeemAsync(place, RedeemStep.Release, 1);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, 2));
        await PassAsync(TimeSpan.FromSeconds(30) + TimeSpan.FromMicroseconds(1));
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(place, RedeemStep.Claim, 3));
        // What was claimed in time may still be spent: otherwise a buyer would come back and get a second pass.
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Spend, 2));
        Assert.DoesNotContain((await StateAsync()).Records, record => record.Value.EndsWith("Admitted 0 0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_may_end_its_claim_long_after_the_pass_ran_out(bool spends)
    {
        var end = spends ? RedeemStep.Spend : RedeemStep.Release;
        var place = await ClaimedAsync(1);
        await PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(place, RedeemStep.Claim, 1));
        // The visitor is back and waits again; an order that was done meanwhile has used the place.
        await StatusAsync(place);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, end, 1));
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(place, RedeemStep.Claim, 2));
        await PassAsync(TimeSpan.FromSeconds(1));
        var state = await StateAsync();
        Assert.Equal(spends ? [] : [place], state.Queue);
        Assert.Equal(spends ? 2 : 1, state.Count("admitted"));
    }

    [Theory]
    [InlineData(5, false, 30)]
    [InlineData(25, false, 35)]
    [InlineData(25, true, 30)]
    public async Task A_place_comes_back_when_neither_the_pass_nor_a_claim_keeps_it(int claimed, bool released, int kept)
    {
        var place = await JoinAsync(0);
        await EnterAsync(place);
        await PassAsync(TimeSpan.FromSeconds(claimed));
        await RedeemAsync(place, RedeemStep.Claim, 1);
        if (released)
            await RedeemAsync(place, RedeemStep.Release, 1);
        await PassAsync(TimeSpan.FromSeconds(kept - claimed));
        Assert.Equal(PlaceState.Admitted, (await StatusAsync(place)).State);
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["joined", "admitted", "unspent"], (await StateAsync()).Journal.Select(record => record.Kind));
    }

    [Fact]
    public async Task Passes_run_out_one_by_one()
    {
        var places = await JoinAsync(0, 3);
        for (var i = 0; i < places.Count; i++)
        {
            await EnterAsync(places[i]);
            await PassAsync(TimeSpan.FromSeconds(10));
        }

        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([places[0].Ticket], (await StateAsync()).Journal.Where(record => record.Kind == "unspent").Select(record => record.Ticket));
    }

    [Fact]
    public async Task A_claim_that_is_bound_to_a_key_stays_with_that_order_and_its_last_attempt_ends_it()
    {
        var place = await JoinAsync(0);
        await EnterAsync(place);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, key: 5, owner: 1));
        // Its gateway died. The same order goes on at once; no other does, whatever the lease says.
        await PassAsync(Lease + TimeSpan.FromSeconds(1));
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, RedeemStep.Claim, key: 6, owner: 2));
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, RedeemStep.Claim, key: 0, owner: 3));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, key: 5, owner: 4));
        // It was frozen: it comes too late.
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, RedeemStep.Spend, key: 5, owner: 1));
        Assert.Equal(RedeemReply.InUse, await RedeemAsync(place, RedeemStep.Release, key: 5, owner: 1));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Release, key: 5, owner: 4));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, key: 6, owner: 5));
    }

    [Fact]
    public async Task The_same_order_may_go_on_when_its_pass_has_run_out_and_then_the_place_is_used()
    {
        var place = await JoinAsync(0);
        await EnterAsync(place);
        await RedeemAsync(place, RedeemStep.Claim, key: 5, owner: 1);
        await PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(place, RedeemStep.Claim, key: 6, owner: 2));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, key: 5, owner: 3));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Spend, key: 5, owner: 3));
        Assert.Equal(EnterCode.Gone, await EnterAsync(place));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(place)).State);
    }

    [Fact]
    public async Task A_user_has_one_live_pass_whatever_places_they_have()
    {
        var places = await JoinAsync(0, 3);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[0], 7));
        Assert.Equal(EnterCode.AlreadyAdmitted, await EnterAsync(places[1], 7));
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[0], 7));
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[2], 8));
        // Spent, or run out: the next may begin.
        await RedeemAsync(places[0], RedeemStep.Claim, 1);
        await RedeemAsync(places[0], RedeemStep.Spend, 1);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[1], 7));
        await PassAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(EnterCode.Granted, await EnterAsync(await JoinAsync(9), 7));
    }

    [Fact]
    public async Task A_user_spends_as_many_passes_as_allowed_and_an_unspent_one_does_not_count()
    {
        _policy = Policies.Of(o => o.AdmissionsPerUser = 1);
        var places = await JoinAsync(0, 3);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[0], 7));
        await PassAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[1], 7));
        await RedeemAsync(places[1], RedeemStep.Claim, 1);
        await RedeemAsync(places[1], RedeemStep.Spend, 1);
        Assert.Equal(EnterCode.AlreadyAdmitted, await EnterAsync(places[2], 7));
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[2], 8));
    }

    [Theory]
    [InlineData(QueueOrder.Arrival, null, true)]
    [InlineData(QueueOrder.Draw, null, false)]
    [InlineData(QueueOrder.Draw, 0, true)]
    [InlineData(QueueOrder.Draw, 2, true)]
    public async Task A_user_spends_one_pass_in_an_event_that_an_operator_drew_unless_it_is_configured(QueueOrder order, int? configured, bool mayAgain)
    {
        if (configured is { } most)
            _policy = Policies.Of(o => o.AdmissionsPerUser = most);
        await Store.SettingsAsync(_event, new EventSettingsChange { Order = order, OpensAt = DrawnSchedule.OpensAt, Mode = EventMode.Passthrough, ChangedBy = "ann" }, _policy, default);
        var places = await JoinAsync(0, 2);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[0], 7));
        await RedeemAsync(places[0], RedeemStep.Claim, 1);
        await RedeemAsync(places[0], RedeemStep.Spend, 1);
        Assert.Equal(mayAgain ? EnterCode.Granted : EnterCode.AlreadyAdmitted, await EnterAsync(places[1], 7));
    }

    [Fact]
    public async Task A_key_is_tied_to_its_first_request_for_its_time()
    {
        var key = UInt128.Parse(_event[^32..], System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var holds = TimeSpan.FromMinutes(5);
        var first = await Store.BindAsync(key, 1, holds, default);
        Assert.Equal(new BindReply(true, Tested.Now), first);
        await PassAsync(holds);
        Assert.Equal(first, await Store.BindAsync(key, 1, holds, default));
        Assert.Equal(first with { SameRequest = false }, await Store.BindAsync(key, 2, holds, default));
        await PassAsync(TimeSpan.FromMicroseconds(1));
        Assert.True((await Store.BindAsync(key, 2, holds, default)).SameRequest);
    }

    [Fact]
    public async Task The_first_secret_holds()
    {
        var first = await Store.ShareSecretAsync([1, 2, 3], default);
        Assert.Equal(first, await Store.ShareSecretAsync([4, 5, 6], default));
    }

    private Task<RedeemReply> RedeemAsync(Place place, RedeemStep step, int key, int owner) =>
        Store.RedeemAsync(_event, place, default, step, new PassClaimant((UInt128)key, (UInt128)owner), _policy, default).AsTask();

    private async Task<Place> ClaimedAsync(int claim, int who = 0)
    {
        var place = await JoinAsync(who);
        Assert.Equal(EnterCode.Granted, await EnterAsync(place));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, claim));
        return place;
    }
}
