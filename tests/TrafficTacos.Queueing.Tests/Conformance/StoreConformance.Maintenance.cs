namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Who is silent, who is reclaimed, and what maintenance tells of it.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Thousands_of_ghosts_go_within_the_calls_of_one_maintenance()
    {
        await Store.SettingsAsync(_event, new EventSettingsChange { Burst = 2_000 }, _policy, default);
        await JoinAsync(100, 2_300);
        var guest = await JoinAsync(0);
        await PassAsync(TimeSpan.FromSeconds(29));
        await StatusAsync(guest);
        await PassAsync(TimeSpan.FromSeconds(2));
        // As many as the bucket does not need: the others hold nobody up.
        Assert.Equal(301, (await StateAsync()).Count("passed_over"));
    }

    [Fact]
    public async Task Maintenance_counts_what_happened_in_1_5_and_15_minutes()
    {
        var places = await JoinAsync(0, 8);
        await EnterAsync(places[0]);
        await PassAsync(TimeSpan.FromMinutes(4));
        await StatusAsync(places[1]);
        await EnterAsync(places[1]);
        await LeaveAsync(places[2], soft: false);
        await MaintainAsync();
        await PassAsync(TimeSpan.FromMinutes(4));
        var snapshot = (await MaintainAsync()).Snapshot;
        Assert.Equal((0, 1, 2), (snapshot.Admissions.One, snapshot.Admissions.Five, snapshot.Admissions.Fifteen));
        Assert.Equal(TimeSpan.FromMinutes(8), TimeSpan.FromMicroseconds(snapshot.Now - snapshot.FirstJoin));
        Assert.Equal((0, 1, 1), (snapshot.Abandoned.One, snapshot.Abandoned.Five, snapshot.Abandoned.Fifteen));
    }

    [Fact]
    public async Task Maintenance_tells_who_is_silent_and_who_is_asleep()
    {
        LetTurnsLast();
        var places = await ScarceAsync(600);
        await PassAsync(TimeSpan.FromSeconds(31), polling: places[..100]);
        var snapshot = (await MaintainAsync()).Snapshot;
        Assert.Equal((600, 500, 0), (snapshot.Settled, snapshot.Silent, snapshot.Remembered));
        await PassAsync(5 * Minute, polling: places[..100]);
        snapshot = (await MaintainAsync()).Snapshot;
        Assert.Equal((100, 0, 500), (snapshot.Length, snapshot.Silent, snapshot.Remembered));
        Assert.Equal(500, snapshot.NeverPolled.Five);
    }

    [Theory]
    [InlineData(59, 1, 1, 1)]
    [InlineData(60, 0, 1, 1)]
    [InlineData(299, 0, 1, 1)]
    [InlineData(300, 0, 0, 1)]
    [InlineData(899, 0, 0, 1)]
    [InlineData(900, 0, 0, 0)]
    public async Task A_window_ends_with_its_last_slot(int seconds, long one, long five, long fifteen)
    {
        await LeaveAsync(await JoinAsync(0), soft: false);
        await PassAsync(TimeSpan.FromSeconds(1));
        Tested.Pass(TimeSpan.FromSeconds(seconds - 1));
        var abandoned = (await MaintainAsync()).Snapshot.Abandoned;
        Assert.Equal((one, five, fifteen), (abandoned.One, abandoned.Five, abandoned.Fifteen));
    }

    [Fact]
    public async Task A_slot_of_a_quarter_of_an_hour_ago_is_not_counted_again()
    {
        for (var round = 0; round < 2; round++)
        {
            await PassAsync(TimeSpan.FromSeconds(1));
            Tested.Pass(TimeSpan.FromSeconds(899 * round));
            await LeaveAsync(await JoinAsync(0), soft: false);
        }

        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await MaintainAsync()).Snapshot.Abandoned.Fifteen);
    }

    [Fact]
    public async Task Of_those_who_came_thirty_seconds_ago_maintenance_knows_who_is_silent()
    {
        var places = await JoinAsync(0, 6);
        await Store.StatusAsync(_event, places[0], true, _policy, default);
        await PassAsync(TimeSpan.FromSeconds(20));
        await JoinAsync(6, 3);
        await PassAsync(TimeSpan.FromSeconds(10), polling: places[1..3]);
        Assert.Equal((0, 0), await CountsAsync());
        await PassAsync(TimeSpan.FromSeconds(1), polling: places[1..3]);
        Assert.Equal((6, 3), await CountsAsync());
        await PassAsync(TimeSpan.FromSeconds(60), polling: places[1..3]);
        Assert.Equal((9, 6), await CountsAsync());
        await PassAsync(TimeSpan.FromSeconds(30), polling: places[1..3]);
        Assert.Equal((9, 7), await CountsAsync());

        async Task<(long Settled, long Silent)> CountsAsync()
        {
            var snapshot = (await MaintainAsync()).Snapshot;
            return (snapshot.Settled, snapshot.Silent);
        }
    }

    [Fact]
    public async Task Maintenance_within_a_second_of_the_last_takes_nobody_out()
    {
        await JoinAsync(0);
        await PassAsync(TimeSpan.FromMinutes(5));
        Tested.Pass(TimeSpan.FromMilliseconds(999));
        Assert.Equal(0, (await MaintainAsync()).Reclaimed.Total);
        Tested.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await MaintainAsync()).Reclaimed.Asleep);
    }
}
