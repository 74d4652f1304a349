namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>The bucket and the operator.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task The_first_ten_are_ready_at_once_the_next_forty_after_2_seconds_the_others_after_5()
    {
        var places = await JoinAsync(0, 60);
        await AssertReadyAsync(places, 10);
        await PassAsync(TimeSpan.FromSeconds(2) + TimeSpan.FromMicroseconds(places[^1].Ticket - places[0].Ticket));
        await AssertReadyAsync(places, 50);
        await PassAsync(TimeSpan.FromSeconds(3));
        await AssertReadyAsync(places, 60);
    }

    [Fact]
    public async Task An_empty_bucket_serves_as_many_as_the_overdraft_then_as_many_as_the_refill()
    {
        await Store.SettingsAsync(_event, new EventSettingsChange { AdmissionsPerSecond = 1, Burst = 5 }, _policy, default);
        var places = await JoinAsync(0, 40);
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(15, await EnterAllAsync(places));
        await PassAsync(TimeSpan.FromSeconds(3));
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
    public async Task A_refused_enter_changes_nothing()
    {
        var places = await JoinAsync(0, 12);
        var before = await StateAsync();
        Assert.Equal(EnterCode.NotReady, await EnterAsync(places[11]));
        Assert.Equal(before.Describe(), (await StateAsync()).Describe());
    }

    [Fact]
    public async Task While_paused_nobody_is_ready_and_nothing_is_saved_up()
    {
        await Store.SettingsAsync(_event, new EventSettingsChange { AdmissionsPerSecond = 1, Burst = 1 }, _policy, default);
        var places = await JoinAsync(0, 30);
        await PassAsync(TimeSpan.FromSeconds(6));
        Assert.Equal(11, await EnterAllAsync(places));
        await Store.SettingsAsync(_event, new EventSettingsChange { Mode = EventMode.Paused }, _policy, default);
        await PassAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, await EnterAllAsync(places));
        await Store.SettingsAsync(_event, new EventSettingsChange { Mode = EventMode.Normal }, _policy, default);
        Assert.Equal(0, await EnterAllAsync(places));
        await PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(2, await EnterAllAsync(places));
    }

    [Fact]
    public async Task What_was_earned_under_the_old_rate_stays_earned()
    {
        await Store.SettingsAsync(_event, new EventSettingsChange { AdmissionsPerSecond = 1 }, _policy, default);
        await JoinAsync(0);
        await EnterAsync(await JoinAsync(0));
        await PassAsync(TimeSpan.FromMilliseconds(500));
        await Store.SettingsAsync(_event, new EventSettingsChange { AdmissionsPerSecond = 0.5 }, _policy, default);
        Assert.Equal((499_500_000d, Tested.Now), (await StateAsync()).Bucket);
        Assert.Equivalent(
            new EventSettings { AdmissionsPerSecond = 0.5, Burst = 500, Changed = [EventSetting.AdmissionsPerSecond] },
            (await Store.SettingsAsync(_event, new EventSettingsChange(), _policy, default)).Settings,
            strict: true);
    }

    [Fact]
    public async Task A_change_leaves_alone_what_it_does_not_name()
    {
        foreach (var (change, rate, burst, paused) in new[]
        {
            (new EventSettingsChange { Burst = 7 }, 50, 7, false),
            (new EventSettingsChange { Mode = EventMode.Paused }, 50, 7, true),
            (new EventSettingsChange { AdmissionsPerSecond = 3 }, 3, 7, true),
            (new EventSettingsChange { Burst = 8 }, 3, 8, true),
            (new EventSettingsChange { Mode = EventMode.Normal }, 3, 8, false),
            (new EventSettingsChange { AdmissionsPerSecond = 4 }, 4, 8, false),
            (new EventSettingsChange(), 4, 8, false),
        })
        {
            var (settings, _) = await Store.SettingsAsync(_event, change, _policy, default);
            Assert.Equal((rate, burst, paused), (settings.AdmissionsPerSecond, settings.Burst, settings.Mode == EventMode.Paused));
        }
    }

    [Fact]
    public async Task A_join_tells_who_is_ready_at_once_and_a_status_for_how_long()
    {
        var replies = new List<JoinReply>();
        for (var who = 0; who < 11; who++)
            replies.Add(await Store.JoinAsync(_event, Entry(who), _policy, default));
        Assert.Equal([PlaceState.Ready, PlaceState.Waiting], replies.TakeLast(2).Select(reply => reply.State));
        await PassAsync(TimeSpan.FromSeconds(4));
        Assert.Equal(4_000_000, (await StatusAsync(new Place(Entry(9), replies[9].Ticket))).Turn);
        Assert.Equal(0, (await StatusAsync(new Place(Entry(10), replies[10].Ticket))).Turn);
    }

    private async Task AssertReadyAsync(List<Place> places, int ready)
    {
        var replies = await Tested.StatusAsync(_event, places, _policy);
        Assert.Equal(
            Enumerable.Range(1, places.Count).Select(position => position <= ready ? PlaceState.Ready : PlaceState.Waiting),
            replies.Select(place => place.State));
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
