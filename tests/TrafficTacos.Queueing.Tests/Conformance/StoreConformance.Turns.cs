using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>The turn passes, the place does not; and what an outage costs: nothing.</summary>
public abstract partial class StoreConformance
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Nobodys_turn_passes_while_the_queue_is_no_longer_than_the_reach()
    {
        var places = await JoinAsync(0, 10);
        await PassAsync(2 * Minute);
        Assert.All(await Tested.StatusAsync(_event, places, _policy), status => Assert.Equal(PlaceState.Ready, status.State));
        await PassAsync(2 * Minute);
        Assert.Equal(0, (await StateAsync()).Count("passed_over"));
    }

    [Fact]
    public async Task Who_was_told_ready_and_falls_silent_is_passed_over_after_ten_seconds_and_stands_behind_the_ready_when_back()
    {
        LetTurnsLast();
        var places = await ScarceAsync(20);
        await PassAsync(TimeSpan.FromSeconds(10), polling: places);
        var silent = places[0];
        await PassAsync(TimeSpan.FromSeconds(11), polling: places[1..]);
        Assert.Equal(1, (await StateAsync()).Count("passed_over"));
        var ready = (await Tested.StatusAsync(_event, places[1..], _policy)).Count(status => status.State == PlaceState.Ready);
        Assert.Equal(ready + 1, (await StatusAsync(silent)).Position);
        Assert.Equal(ready, (await Tested.StatusAsync(_event, places[1..], _policy)).Count(status => status.State == PlaceState.Ready));
    }

    [Fact]
    public async Task Who_polls_and_does_not_enter_is_passed_over_and_stands_at_the_end_when_back()
    {
        var places = await ScarceAsync(40);
        await PassAsync(TimeSpan.FromSeconds(10), polling: places);
        Assert.Equal(PlaceState.Ready, (await StatusAsync(places[0])).State);
        await PassAsync(TimeSpan.FromSeconds(2), polling: places[20..]);
        // Ten were ready for more than ten seconds, which is more than half of the reach.
        var state = await StateAsync();
        Assert.Equal(10, state.Count("passed_over"));
        Assert.Equal(1, (await StatusAsync(places[10])).Position);
        Assert.Equal(40, (await Tested.StatusAsync(_event, places[..10], _policy))[^1].Position);
    }

    [Fact]
    public async Task A_pause_shortens_nobodys_turn()
    {
        // So that a join does not begin a turn.
        _policy = Policies.Of(o => o.MinimumWaits = [new() { Wait = TimeSpan.FromSeconds(2) }]);
        var places = await ScarceAsync(40);
        await Tested.StatusAsync(_event, places[..3], _policy);
        // Long enough for a crowd, if three were one.
        await PassAsync(TimeSpan.FromSeconds(15), polling: places[..3]);
        await Store.SettingsAsync(_event, new EventSettingsChange { Mode = EventMode.Paused }, _policy, default);
        await PassAsync(Minute, polling: places[..3]);
        await Store.SettingsAsync(_event, new EventSettingsChange { Mode = EventMode.Normal }, _policy, default);
        await PassAsync(TimeSpan.FromSeconds(2), polling: places[..3]);
        Assert.All(await Tested.StatusAsync(_event, places[..3], _policy), status => Assert.Equal(PlaceState.Ready, status.State));
    }

    [Fact]
    public async Task A_place_is_lost_when_its_turn_has_passed_for_the_third_time()
    {
        var places = await ScarceAsync(12);
        for (var turn = 1; turn <= 3; turn++)
            await PassAsync(TimeSpan.FromSeconds(61), polling: places);
        await PassAsync(TimeSpan.FromSeconds(180), polling: places);
        var state = await StateAsync();
        Assert.Contains(state.Journal, record => record.Kind == "no_show");
        var lost = state.Journal.First(record => record.Kind == "no_show");
        Assert.Equal(3, state.Journal.Count(record => record.Kind == "passed_over" && record.Entry == lost.Entry));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(20)]
    public async Task A_sleeping_phone_finds_its_place_where_it_was(int minutes)
    {
        LetTurnsLast();
        var places = await ScarceAsync(30);
        await PassAsync(minutes * Minute, polling: [.. places[..15], .. places[16..]]);
        Assert.Equal(minutes > 5 ? 29 : 30, (await StatusAsync(places[29])).Length);
        var back = await StatusAsync(places[15]);
        Assert.Equal((PlaceState.Waiting, 30L), (back.State, back.Length));
        Assert.True((await StatusAsync(places[16])).Position > back.Position || (await StatusAsync(places[16])).State == PlaceState.Ready);
    }

    [Fact]
    public async Task After_an_hour_the_memory_ends()
    {
        var place = await JoinAsync(0);
        await PassAsync(66 * Minute);
        Assert.Equal(PlaceState.Gone, (await StatusAsync(place)).State);
        Assert.Equal(["joined", "asleep", "expired"], (await StateAsync()).Journal.Select(record => record.Kind));
    }

    [Fact]
    public async Task A_hidden_page_is_heard_ninety_seconds_in_advance_and_brings_nobody_back_whose_turn_has_passed()
    {
        LetTurnsLast();
        var places = await ScarceAsync(12);
        await StatusAsync(places[0]);
        await Store.StatusAsync(_event, places[0], true, _policy, default);
        await PassAsync(TimeSpan.FromSeconds(50), polling: places[1..]);
        Assert.Equal(0, (await StateAsync()).Journal.Count(record => record.Kind == "passed_over" && record.Entry == places[0].Entry));
        await PassAsync(TimeSpan.FromSeconds(60), polling: places[1..]);
        Assert.Equal(1, (await StateAsync()).Journal.Count(record => record.Kind == "passed_over" && record.Entry == places[0].Entry));
        Assert.Equal(PlaceState.Waiting, (await Store.StatusAsync(_event, places[0], true, _policy, default)).State);
        Assert.Equal(0, (await StateAsync()).Journal.Count(record => record.Kind == "returned" && record.Entry == places[0].Entry));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(310)]
    [InlineData(1200)]
    public async Task An_outage_of_any_length_costs_nobody_anything(int seconds)
    {
        LetTurnsLast();
        var places = await ScarceAsync(20);
        await PassAsync(TimeSpan.FromSeconds(5), polling: places);
        var before = await Tested.StatusAsync(_event, places, _policy);
        for (var time = 0; time < 4; time++)
        {
            Tested.Pass(TimeSpan.FromSeconds(seconds));
            await Tested.PassAsync(TimeSpan.FromSeconds(1), _event, _policy);
        }

        var after = await Tested.StatusAsync(_event, places, _policy);
        Assert.Equal(before.Select(status => status.Position), after.Select(status => status.Position));
        Assert.DoesNotContain((await StateAsync()).Journal, record => record.Kind != "joined");
    }

    [Fact]
    public async Task A_heartbeat_that_is_reported_late_brings_back_who_was_passed_over_and_uses_no_turn()
    {
        LetTurnsLast();
        var places = await ScarceAsync(20);
        await PassAsync(TimeSpan.FromSeconds(5), polling: places);
        await PassAsync(TimeSpan.FromSeconds(12), polling: places[1..]);
        Assert.Equal(1, (await StateAsync()).Count("passed_over"));
        Assert.Equal(1, await Store.HearAsync(_event, [new LateHeartbeat(places[0], 3_000_000)], _policy, default));
        Assert.DoesNotContain((await StateAsync()).Records, record => record.Key == places[0].Entry && !record.Value.EndsWith("Waits 0 0", StringComparison.Ordinal));
        Assert.Equal(0, await Store.HearAsync(_event, [new LateHeartbeat(places[0], 3_000_000)], _policy, default));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 6)]
    public async Task Turns_are_short_while_more_than_half_of_the_reach_lingers(int lingering, int passed)
    {
        // So that a join does not begin a turn.
        _policy = Policies.Of(o => o.MinimumWaits = [new() { Wait = TimeSpan.FromSeconds(2) }]);
        var places = await ScarceAsync(40);
        await PassAsync(TimeSpan.FromSeconds(2));
        await PassAsync(TimeSpan.FromSeconds(10), polling: places[..lingering]);
        Assert.Equal(0, (await StateAsync()).Count("passed_over"));
        await PassAsync(TimeSpan.FromSeconds(3), polling: places[..lingering]);
        Assert.Equal(passed, (await StateAsync()).Count("passed_over"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_who_entered_nor_who_was_just_told_makes_a_crowd(bool entered)
    {
        _policy = Policies.Of(o => (o.MinimumWaits, o.NoShowTimeout) = ([new() { Wait = TimeSpan.FromSeconds(2) }], TimeSpan.FromHours(1)));
        var places = await ScarceAsync(40);
        await WatchAsync(3, places[..(entered ? 10 : 3)]);
        foreach (var place in places[..(entered ? 6 : 0)])
            Assert.Equal(EnterCode.Granted, await EnterAsync(place));
        await WatchAsync(8, places[(entered ? 6 : 0)..(entered ? 10 : 3)]);
        await WatchAsync(5, places[..10]);
        Assert.Equal(0, (await StateAsync()).Count("passed_over"));
    }

    [Fact]
    public async Task Turns_are_short_for_ten_seconds_after_a_crowd()
    {
        _policy = Policies.Of(o => (o.MinimumWaits, o.NoShowTimeout) = ([new() { Wait = TimeSpan.FromSeconds(2) }], TimeSpan.FromHours(1)));
        var places = await ScarceAsync(40);
        await PassAsync(TimeSpan.FromSeconds(3));
        var (crowd, later, last) = (places[..6], places[6..8], places[8..10]);
        await Tested.StatusAsync(_event, crowd, _policy);
        await PassAsync(TimeSpan.FromSeconds(9), polling: crowd);
        await Tested.StatusAsync(_event, later, _policy);
        await PassAsync(TimeSpan.FromSeconds(2), polling: [.. crowd, .. later]);
        Assert.Equal(6, (await StateAsync()).Count("passed_over"));
        // The turns of two last until the crowd has been away for nine seconds.
        await PassAsync(TimeSpan.FromSeconds(8), polling: [.. later, .. last]);
        Assert.Equal(6, (await StateAsync()).Count("passed_over"));
        await PassAsync(TimeSpan.FromSeconds(2), polling: [.. later, .. last]);
        Assert.Equal(8, (await StateAsync()).Count("passed_over"));
        // Nobody's is short any more.
        await PassAsync(TimeSpan.FromSeconds(20), polling: last);
        Assert.Equal(8, (await StateAsync()).Count("passed_over"));
    }

    [Theory]
    [InlineData(29, 0)]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    public async Task Who_was_never_told_ready_is_passed_over_after_the_no_show_timeout_if_somebody_needs_the_place(int seconds, int passed)
    {
        LetTurnsLast(o => o.MinimumWaits = [new() { Wait = TimeSpan.FromSeconds(2) }]);
        var places = await ScarceAsync(11);
        await WatchAsync(seconds, places[2..]);
        Assert.Equal(passed, (await StateAsync()).Count("passed_over"));
        Assert.Equal(11 - passed, (await StatusAsync(places[10])).Length);
    }

    [Fact]
    public async Task Nobody_is_passed_over_before_the_minimum_wait_of_their_position_nor_while_they_reload_nor_behind_the_reach()
    {
        LetTurnsLast(o => (o.MinimumWaits, o.LeaveGrace) = ([new() { UpToPosition = 1 }, new() { Wait = TimeSpan.FromSeconds(60) }], TimeSpan.FromSeconds(90)));
        var places = await ScarceAsync(15);
        var (silent, reloading, behind) = (places[1], places[2], places[11]);
        await LeaveAsync(reloading, soft: true);
        var polling = places.Except([silent, reloading, behind]).ToList();
        await WatchAsync(60, polling); // but for the microsecond between two tickets
        Assert.Equal(0, (await StateAsync()).Count("passed_over"));
        await WatchAsync(1, polling);
        Assert.Equal([silent.Ticket], (await StateAsync()).Journal.Where(record => record.Kind == "passed_over").Select(record => record.Ticket));
        Assert.Equal(14, (await StatusAsync(polling[0])).Length);
    }

    [Theory]
    [InlineData(3, 0, 2)]
    [InlineData(100, 0, 2)]
    [InlineData(100, 1, 2)]
    [InlineData(100, 60, 60)]
    [InlineData(100, 100, 100)]
    [InlineData(100, 1_000, 100)]
    public async Task After_a_gap_the_bucket_goes_on_by_what_a_gateway_vouches_for_and_passes_by_two_seconds(int gap, int away, int passed)
    {
        await Store.SettingsAsync(_event, new EventSettingsChange { AdmissionsPerSecond = 0.1, Burst = 100 }, _policy, default);
        var places = await JoinAsync(0, 50);
        await EnterAllAsync(places[..20]);
        var before = await StatusAsync(places[20]);
        Tested.Pass(TimeSpan.FromSeconds(gap));
        await Store.MaintainAsync(_event, TimeSpan.FromSeconds(away), _policy, default);
        var after = await StatusAsync(places[20]);
        Assert.Equal((passed * 1_000_000, passed * 100_000L), (after.Now - before.Now, after.Level - before.Level));
        var clock = (await StateAsync()).Clock!.Value;
        Assert.Equal(before.Now + 2_000_000, clock.Service);
        Assert.Equal(before.Now + 2_000_000, clock.Waiting);
        Assert.Equal(Tested.Now, clock.Run);
    }

    [Fact]
    public async Task Where_nobody_waits_time_passes_without_maintenance()
    {
        await LeaveAsync(await JoinAsync(0), soft: false);
        await PassAsync(TimeSpan.FromSeconds(1));
        Tested.Pass(TimeSpan.FromHours(2));
        Assert.Equal(Tested.Now, (await Store.MaintainAsync(_event, TimeSpan.FromHours(2), _policy, default)).Snapshot.Now);
        Tested.Pass(TimeSpan.FromHours(2));
        Assert.Equal(Tested.Now, (await JoinAsync(1)).Ticket);
    }

    [Fact]
    public async Task An_outage_right_after_the_first_join_costs_nobody_anything()
    {
        var places = await JoinAsync(0, 2);
        await EnterAsync(places[1]);
        Tested.Pass(TimeSpan.FromHours(2));
        await MaintainAsync();
        Assert.Equal(["joined", "joined", "admitted"], (await StateAsync()).Journal.Select(record => record.Kind));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(places[1], RedeemStep.Claim, 1));
        Assert.Equal(1, (await StatusAsync(places[0])).Position);
    }

    /// <summary>Whoever is ready may take their time.</summary>
    private void LetTurnsLast(Action<WaitingRoomOptions>? configure = null) => _policy = Policies.Of(o =>
    {
        (o.TurnTime, o.TurnGuaranteed) = (TimeSpan.FromHours(2), TimeSpan.FromHours(2));
        configure?.Invoke(o);
    });

    /// <summary>Ten may enter at once, and then hardly anybody.</summary>
    private async Task<List<Place>> ScarceAsync(int count)
    {
        await Store.SettingsAsync(_event, new EventSettingsChange { AdmissionsPerSecond = 0.01, Burst = 10 }, _policy, default);
        return await JoinAsync(0, count);
    }

    private async Task PassAsync(TimeSpan span, List<Place> polling)
    {
        for (var left = span; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(2))
        {
            await PassAsync(left < TimeSpan.FromSeconds(2) ? left : TimeSpan.FromSeconds(2));
            await Tested.StatusAsync(_event, polling, _policy);
        }
    }
}
