namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Who is silent, who is reclaimed, and what maintenance tells of it.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Who_is_ready_yet_silent_for_30_seconds_is_a_no_show_and_those_behind_move_up()
    {
        var places = await JoinAsync(0, 3);
        await PassWithPulsesAsync(30);
        await StatusAsync(places[2]);
        Assert.Equal(0, (await MaintainAsync()).Reclaimed.Total);
        Tested.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(new ReclaimedCounts(0, 0, 2), (await MaintainAsync()).Reclaimed);
        Assert.Equal(1, (await StatusAsync(places[2])).Position);
    }

    [Fact]
    public async Task When_nobody_at_all_was_heard_it_was_the_line_and_nobody_is_a_no_show()
    {
        var places = await JoinAsync(0, 20);
        await PassWithPulsesAsync(10);
        Tested.Pass(TimeSpan.FromSeconds(100));
        Assert.Equal(0, (await MaintainAsync()).Reclaimed.Total);
        await StatusAsync(places[19]);
        await PassWithPulsesAsync(30);
        Assert.Equal(20, (await StatusAsync(places[19])).Position);
        Tested.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(19, (await MaintainAsync()).Reclaimed.NoShow);
    }

    [Fact]
    public async Task Thousands_of_ghosts_go_within_the_calls_of_one_maintenance()
    {
        var ghosts = await JoinAsync(100, 2_300);
        var guest = await JoinAsync(0);
        await PassWithPulsesAsync(30);
        Tested.Pass(TimeSpan.FromSeconds(1));
        await StatusAsync(guest);
        var reclaimed = 0L;
        MaintenanceReply reply;
        do
        {
            reply = await MaintainAsync();
            reclaimed += reply.Reclaimed.NoShow;
        }
        while (reply.More);
        Assert.Equal(ghosts.Count, reclaimed);
        Assert.Equal(ghosts.Count, reply.Snapshot.NoShows.One);
        Assert.Equal(1, (await StatusAsync(guest)).Position);
    }

    [Fact]
    public async Task Maintenance_counts_what_happened_in_1_5_and_15_minutes()
    {
        var places = await JoinAsync(0, 8);
        await EnterAsync(places[0]);
        Tested.Pass(TimeSpan.FromMinutes(4));
        await StatusAsync(places[1]);
        await EnterAsync(places[1]);
        await LeaveAsync(places[2], soft: false);
        await MaintainAsync();
        Tested.Pass(TimeSpan.FromMinutes(4));
        var snapshot = (await MaintainAsync()).Snapshot;
        Assert.Equal((0, 1, 2), (snapshot.Admissions.One, snapshot.Admissions.Five, snapshot.Admissions.Fifteen));
        Assert.Equal(TimeSpan.FromMinutes(8), TimeSpan.FromMicroseconds(snapshot.Now - snapshot.FirstJoin));
        Assert.Equal((0, 1, 1), (snapshot.Abandoned.One, snapshot.Abandoned.Five, snapshot.Abandoned.Fifteen));
    }

    [Fact]
    public async Task Maintenance_tells_who_is_silent_who_vanished_and_who_gave_up()
    {
        await Store.SettingsAsync(_event, new EventSettingsChange { Paused = true }, _policy, default);
        var places = await JoinAsync(0, 30);
        await PassWithPulsesAsync(20);
        foreach (var asks in places[25..])
            await StatusAsync(asks);
        await PassWithPulsesAsync(11);
        var snapshot = (await MaintainAsync()).Snapshot;
        Assert.Equal((30L, 25L), (snapshot.Settled, snapshot.Silent));
        await PassWithPulsesAsync(300);
        snapshot = (await MaintainAsync()).Snapshot;
        Assert.Equal((0L, 25L, 5L), (snapshot.Length, snapshot.NeverPolled.Five, snapshot.Abandoned.One));
    }

    [Fact]
    public async Task Maintenance_within_a_second_of_the_last_reclaims_nothing()
    {
        await JoinAsync(0);
        await PassWithPulsesAsync(30);
        Tested.Pass(TimeSpan.FromMilliseconds(999));
        Assert.Equal(0, (await MaintainAsync()).Reclaimed.Total);
        Tested.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await MaintainAsync()).Reclaimed.NoShow);
    }

    /// <summary>Time passes as it does while somebody, anybody, polls.</summary>
    private async Task PassWithPulsesAsync(int seconds)
    {
        for (var second = 0; second < seconds; second += 10)
        {
            await MaintainAsync();
            Tested.Pass(TimeSpan.FromSeconds(Math.Min(10, seconds - second)));
        }

        await MaintainAsync();
    }
}
