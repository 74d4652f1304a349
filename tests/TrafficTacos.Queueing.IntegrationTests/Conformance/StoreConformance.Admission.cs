using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.IntegrationTests.Conformance;

/// <summary>The bucket, the pass, the operator.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task The_first_ten_are_ready_at_once_the_next_forty_after_2_seconds_the_others_after_5()
    {
        var places = await JoinAsync(0, 60);
        await AssertReadyAsync(places, 10);
        Tested.Pass(TimeSpan.FromSeconds(2) + TimeSpan.FromMicroseconds(places[^1].Ticket - places[0].Ticket));
        await AssertReadyAsync(places, 50);
        Tested.Pass(TimeSpan.FromSeconds(3));
        await AssertReadyAsync(places, 60);
    }

    [Fact]
    public async Task An_empty_bucket_serves_as_many_as_the_overdraft_then_as_many_as_the_refill()
    {
        await Store.SettingsAsync(_event, new EventSettingsChange(RefillPerSecond: 1, Capacity: 5), _policy, default);
        var places = await JoinAsync(0, 40);
        Tested.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(15, await EnterAllAsync(places));
        Tested.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(3, await EnterAllAsync(places));
    }

    [Fact]
    public async Task Enter_grants_exactly_who_status_calls_ready()
    {
        var places = await JoinAsync(0, 20);
        foreach (var place in Enumerable.Reverse(places))
        {
            var ready = (await StatusAsync(place)).State == PlaceState.Ready;
            Assert.Equal(ready ? EnterCode.Granted : EnterCode.NotReady, await EnterAsync(place));
        }
    }

    [Fact]
    public async Task Entering_again_while_the_pass_lives_is_the_same_pass_with_the_time_that_is_left()
    {
        var place = await JoinAsync(0);
        await EnterAsync(place);
        Tested.Pass(TimeSpan.FromSeconds(12));
        var again = await Store.EnterAsync(_event, place, Nobody, _policy, default);
        Assert.Equal((EnterCode.Granted, 18_000_000), (again.Code, again.Remaining));
        Assert.Equal(1, (await StateAsync()).Count("admitted"));
        Tested.Pass(TimeSpan.FromSeconds(18) + TimeSpan.FromMicroseconds(1));
        Assert.Equal(EnterCode.Gone, await EnterAsync(place));
    }

    [Fact]
    public async Task A_pass_is_bound_to_whoever_entered()
    {
        var place = await JoinAsync(0);
        Assert.Equal(EnterCode.Granted, await EnterAsync(place, 7));
        Assert.Equal(EnterCode.AnotherUsers, await EnterAsync(place, 8));
        Assert.Equal(EnterCode.Granted, await EnterAsync(place, 7));
    }

    [Fact]
    public async Task A_refused_enter_changes_nothing()
    {
        var places = await JoinAsync(0, 12);
        var before = await StateAsync();
        Assert.Equal(EnterCode.NotReady, await EnterAsync(places[11]));
        Assert.Equal(before.Describe(), (await StateAsync()).Describe());
    }

    [Fact]
    public async Task A_pass_is_claimed_by_one_and_spent_once()
    {
        var place = await JoinAsync(0);
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(place, RedeemStep.Claim, 1));
        await EnterAsync(place);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, 1));
        Assert.Equal(RedeemReply.ClaimedByAnother, await RedeemAsync(place, RedeemStep.Claim, 2));
        Assert.Equal(RedeemReply.ClaimedByAnother, await RedeemAsync(place, RedeemStep.Spend, 2));
        Assert.Equal(PlaceState.Admitted, (await StatusAsync(place)).State);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Spend, 1));
        Assert.Equal(RedeemReply.Spent, await RedeemAsync(place, RedeemStep.Claim, 2));
        Assert.Equal(RedeemReply.Spent, await RedeemAsync(place, RedeemStep.Return, 1));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(place)).State);
        Assert.Equal(EnterCode.Gone, await EnterAsync(place));
    }

    [Fact]
    public async Task A_pass_given_back_can_be_claimed_again_while_its_time_lasts()
    {
        var place = await JoinAsync(0);
        await EnterAsync(place);
        await RedeemAsync(place, RedeemStep.Claim, 1);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Return, 1));
        Assert.Equal(RedeemReply.ClaimedByAnother, await RedeemAsync(place, RedeemStep.Return, 1));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(place, RedeemStep.Claim, 2));
        await RedeemAsync(place, RedeemStep.Return, 2);
        Tested.Pass(TimeSpan.FromSeconds(30) + TimeSpan.FromMicroseconds(1));
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(place, RedeemStep.Claim, 3));
    }

    [Fact]
    public async Task While_paused_nobody_is_ready_and_nothing_is_saved_up()
    {
        await Store.SettingsAsync(_event, new EventSettingsChange(RefillPerSecond: 1, Capacity: 1), _policy, default);
        var places = await JoinAsync(0, 30);
        Tested.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(11, await EnterAllAsync(places));
        await Store.SettingsAsync(_event, new EventSettingsChange(Paused: true), _policy, default);
        Tested.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal(0, await EnterAllAsync(places));
        await Store.SettingsAsync(_event, new EventSettingsChange(Paused: false), _policy, default);
        Assert.Equal(0, await EnterAllAsync(places));
        Tested.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(2, await EnterAllAsync(places));
    }

    [Fact]
    public async Task What_was_earned_under_the_old_rate_stays_earned()
    {
        await Store.SettingsAsync(_event, new EventSettingsChange(RefillPerSecond: 1), _policy, default);
        await JoinAsync(0);
        await EnterAsync(await JoinAsync(0));
        Tested.Pass(TimeSpan.FromMilliseconds(500));
        await Store.SettingsAsync(_event, new EventSettingsChange(RefillPerSecond: 0.5), _policy, default);
        Assert.Equal((499_500_000d, Tested.Now), (await StateAsync()).Bucket);
        Assert.Equal(new EventSettings(0.5, 500, false), await Store.SettingsAsync(_event, new EventSettingsChange(), _policy, default));
    }

    [Fact]
    public async Task Who_is_ready_yet_silent_for_30_seconds_is_a_no_show_and_those_behind_move_up()
    {
        var places = await JoinAsync(0, 3);
        await PassWithPulsesAsync(30);
        await StatusAsync(places[2]);
        Assert.Equal(0, (await PulseAsync()).Reclaimed.Total);
        Tested.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(new Reclaimed(0, 0, 2), (await PulseAsync()).Reclaimed);
        Assert.Equal(1, (await StatusAsync(places[2])).Position);
    }

    [Fact]
    public async Task When_nobody_at_all_was_heard_it_was_the_line_and_nobody_is_a_no_show()
    {
        var places = await JoinAsync(0, 20);
        await PassWithPulsesAsync(10);
        Tested.Pass(TimeSpan.FromSeconds(100));
        Assert.Equal(0, (await PulseAsync()).Reclaimed.Total);
        await StatusAsync(places[19]);
        await PassWithPulsesAsync(30);
        Assert.Equal(20, (await StatusAsync(places[19])).Position);
        Tested.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(19, (await PulseAsync()).Reclaimed.NoShow);
    }

    [Fact]
    public async Task Thousands_of_ghosts_go_within_the_calls_of_one_pulse()
    {
        var ghosts = await JoinAsync(100, 2_300);
        var guest = await JoinAsync(0);
        await PassWithPulsesAsync(30);
        Tested.Pass(TimeSpan.FromSeconds(1));
        await StatusAsync(guest);
        var reclaimed = 0L;
        PulseReply reply;
        do
        {
            reply = await PulseAsync();
            reclaimed += reply.Reclaimed.NoShow;
        }
        while (reply.More);
        Assert.Equal(ghosts.Count, reclaimed);
        Assert.Equal(ghosts.Count, reply.Pulse.NoShows.One);
        Assert.Equal(1, (await StatusAsync(guest)).Position);
    }

    [Fact]
    public async Task A_pulse_counts_what_happened_in_1_5_and_15_minutes()
    {
        var places = await JoinAsync(0, 8);
        await EnterAsync(places[0]);
        Tested.Pass(TimeSpan.FromMinutes(4));
        await StatusAsync(places[1]);
        await EnterAsync(places[1]);
        await LeaveAsync(places[2], soft: false);
        await PulseAsync();
        Tested.Pass(TimeSpan.FromMinutes(4));
        var pulse = (await PulseAsync()).Pulse;
        Assert.Equal((0, 1, 2), (pulse.Admissions.One, pulse.Admissions.Five, pulse.Admissions.Fifteen));
        Assert.Equal(TimeSpan.FromMinutes(8), TimeSpan.FromMicroseconds(pulse.Now - pulse.Born));
        Assert.Equal((0, 1, 1), (pulse.GaveUp.One, pulse.GaveUp.Five, pulse.GaveUp.Fifteen));
    }

    [Fact]
    public async Task A_pulse_tells_who_is_silent_who_vanished_and_who_gave_up()
    {
        await Store.SettingsAsync(_event, new EventSettingsChange(Paused: true), _policy, default);
        var places = await JoinAsync(0, 30);
        await PassWithPulsesAsync(20);
        foreach (var asks in places[25..])
            await StatusAsync(asks);
        await PassWithPulsesAsync(11);
        var pulse = (await PulseAsync()).Pulse;
        Assert.Equal((30L, 25L), (pulse.Settled, pulse.Silent));
        await PassWithPulsesAsync(300);
        pulse = (await PulseAsync()).Pulse;
        Assert.Equal((0L, 25L, 5L), (pulse.Length, pulse.Vanished.Five, pulse.GaveUp.One));
    }

    [Fact]
    public async Task A_pulse_within_a_second_of_the_last_reclaims_nothing()
    {
        await JoinAsync(0);
        await PassWithPulsesAsync(30);
        Tested.Pass(TimeSpan.FromMilliseconds(999));
        Assert.Equal(0, (await PulseAsync()).Reclaimed.Total);
        Tested.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await PulseAsync()).Reclaimed.NoShow);
    }

    [Fact]
    public async Task A_key_is_tied_to_its_first_request_for_its_time()
    {
        var key = UInt128.Parse(_event[^32..], System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var holds = TimeSpan.FromMinutes(5);
        var first = await Store.BindAsync(key, 1, holds, default);
        Assert.Equal(new BindReply(true, Tested.Now), first);
        Tested.Pass(holds);
        Assert.Equal(first, await Store.BindAsync(key, 1, holds, default));
        Assert.Equal(first with { SameRequest = false }, await Store.BindAsync(key, 2, holds, default));
        Tested.Pass(TimeSpan.FromMicroseconds(1));
        Assert.True((await Store.BindAsync(key, 2, holds, default)).SameRequest);
    }

    [Fact]
    public async Task The_first_secret_holds()
    {
        var first = await Store.ShareSecretAsync([1, 2, 3], default);
        Assert.Equal(first, await Store.ShareSecretAsync([4, 5, 6], default));
    }

    /// <summary>Time passes as it does while somebody, anybody, polls.</summary>
    private async Task PassWithPulsesAsync(int seconds)
    {
        for (var second = 0; second < seconds; second += 10)
        {
            await PulseAsync();
            Tested.Pass(TimeSpan.FromSeconds(Math.Min(10, seconds - second)));
        }

        await PulseAsync();
    }

    private async Task AssertReadyAsync(List<Place> places, int ready)
    {
        var reply = await Store.StatusAsync(_event, places, _policy, default);
        Assert.Equal(
            Enumerable.Range(1, places.Count).Select(position => position <= ready ? PlaceState.Ready : PlaceState.Waiting),
            reply.Places.Select(place => place.State));
    }

    private async Task<int> EnterAllAsync(List<Place> places)
    {
        var granted = 0;
        foreach (var place in places.ToList())
        {
            if (await EnterAsync(place) != EnterCode.Granted)
                continue;
            granted++;
            places.Remove(place);
        }

        return granted;
    }
}
