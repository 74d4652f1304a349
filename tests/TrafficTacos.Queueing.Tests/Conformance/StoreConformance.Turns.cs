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
        await PassAsync(TimeSpan.FromSeconds(11), polling: places[..3]);
        await Store.SettingsAsync(_event, new EventSettingsChange { Paused = true }, _policy, default);
        await PassAsync(Minute, polling: places[..3]);
        await Store.SettingsAsync(_event, new EventSettingsChange { Paused = false }, _policy, default);
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

    /// <summary>Whoever is ready may take their time.</summary>
    private void LetTurnsLast() => _policy = Policies.Of(o => (o.TurnTime, o.TurnGuaranteed) = (TimeSpan.FromHours(2), TimeSpan.FromHours(2)));

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
