namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Events that somebody invented by joining them, and events that are very old.</summary>
public abstract partial class StoreConformance
{
    private static readonly EventPolicy Invented = new(new EventOptions(), isKnown: false);

    [Fact]
    public async Task An_event_that_nobody_configured_keeps_no_history_before_its_tenth_visitor()
    {
        _policy = Invented;
        var places = await JoinAsync(0, 9);
        await LeaveAsync(places[8], soft: false);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[0]));
        await PassAsync(TimeSpan.FromSeconds(2));
        var state = await StateAsync();
        Assert.Empty(state.Journal);
        Assert.Equal((9, 1, 1), (state.Count("joined"), state.Count("left"), state.Count("admitted")));
        Assert.Equal(0, (await MaintainAsync()).Snapshot.Admissions.One);

        var tenth = await JoinAsync(9);
        Assert.Equal(8, (await StatusAsync(tenth)).Position);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[1]));
        await PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal([("joined", tenth.Entry), ("admitted", places[1].Entry)], (await StateAsync()).Journal.Select(record => (record.Kind, record.Entry)));
        Assert.Equal(1, (await MaintainAsync()).Snapshot.Admissions.One);
    }

    [Fact]
    public async Task An_event_that_an_operator_changed_is_not_an_invented_one()
    {
        _policy = Invented;
        await Store.SettingsAsync(_event, new EventSettingsChange { Burst = 7 }, _policy, default);
        await JoinAsync(0);
        Assert.Single((await StateAsync()).Journal);
    }

    [Fact]
    public async Task Who_returns_to_an_event_of_more_than_102_days_gets_a_rank_of_their_own()
    {
        await LeaveAsync(await JoinAsync(0), soft: false);
        await PassAsync(TimeSpan.FromSeconds(2));
        Tested.Pass(TimeSpan.FromDays(110)); // nobody is there, so it is no outage

        var places = await ScarceAsync(40);
        await PassAsync(TimeSpan.FromSeconds(10), polling: places);
        await PassAsync(TimeSpan.FromSeconds(2), polling: places[20..]);
        for (var i = 9; i >= 0; i--)
            Assert.Equal(40 - i, (await StatusAsync(places[i])).Position);
    }
}
