using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Who is remembered, and for how long. Twelve wait where ten may enter, and all but one poll.</summary>
public abstract partial class StoreConformance
{
    /// <summary>How somebody is taken out, the second in which it happens, and how old a heartbeat may be that undoes it.</summary>
    public static TheoryData<string, int, int> WaysOut { get; } = new()
    {
        { "asleep", 31, 30 },
        { "hidden", 121, 30 },
        { "left_softly", 11, 10 },
        { "silent", 11, 15 },
        { "lingered", 6, 0 },
        { "unspent", 31, 15 },
    };

    [Theory]
    [MemberData(nameof(WaysOut))]
    public async Task Who_is_taken_out_is_told_once_remembered_a_minute_and_then_told_again(string way, int seconds, int _)
    {
        var (place, others) = await LosingAsync(way);
        Assert.Equal(default, await WatchAsync(seconds - 1, others));
        var taken = way is "asleep" or "hidden" or "left_softly" ? new ReclaimedCounts(0, 0, 0, 1, 0) : new ReclaimedCounts(0, 0, 0, 0, 1);
        Assert.Equal(taken, await WatchAsync(1, others));
        var snapshot = (await MaintainAsync()).Snapshot;
        Assert.Equal((1, way == "unspent" ? 1 : 0, 0), (snapshot.Remembered, snapshot.Admissions.One, snapshot.Admitted));
        Assert.Equal(
            (way is "hidden" or "left_softly" ? 1 : 0, way is "silent" or "lingered" ? 1 : 0, way == "asleep" ? 1 : 0),
            (snapshot.Abandoned.One, snapshot.NoShows.One, snapshot.NeverPolled.One));

        Assert.Equal(default, await WatchAsync(60, others));
        var forgotten = way switch
        {
            "asleep" or "hidden" => new ReclaimedCounts(0, 1, 0, 0, 0),
            "left_softly" => new ReclaimedCounts(1, 0, 0, 0, 0),
            _ => new ReclaimedCounts(0, 0, 1, 0, 0),
        };
        Assert.Equal(forgotten, await WatchAsync(1, others));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(place)).State);
        Assert.True((await Store.JoinAsync(_event, place.Entry, _policy, default)).Created);
    }

    [Theory]
    [MemberData(nameof(WaysOut))]
    public async Task A_late_heartbeat_undoes_what_it_would_have_prevented(string way, int seconds, int patience)
    {
        var (place, others) = await LosingAsync(way);
        await WatchAsync(seconds + 7, others);
        var age = (long)TimeSpan.FromSeconds(7 + patience).TotalMicroseconds;
        var before = await StateAsync();
        Assert.Equal(0, await HearAsync(place, age));
        Assert.Equal(before.Describe(), (await StateAsync()).Describe());
        Assert.Equal(1, await HearAsync(place, age - 1));
        Assert.Equal(0, await HearAsync(place, age - 1));
        var state = await StateAsync();
        Assert.Equal(0, state.Remembered);
        Assert.Equal(state.Clock!.Value.Waiting, state.Heartbeats[place.Entry]);
        // Who stands where they always stood has no record, and only a turn that the visitor was heard in stays used up.
        Assert.Equal(way is "asleep" or "hidden" ? null : way == "lingered" ? "0 1" : "0 0", state.Records.GetValueOrDefault(place.Entry)?[^3..]);
    }

    [Fact]
    public async Task A_late_heartbeat_of_nobody_of_another_ticket_or_of_somebody_admitted_changes_nothing()
    {
        var places = await JoinAsync(0, 3);
        await EnterAsync(places[0]);
        await LeaveAsync(places[1], soft: false);
        await PassAsync(TimeSpan.FromSeconds(5));
        var before = await StateAsync();
        foreach (var place in (Place[])[places[0], places[1], places[2] with { Ticket = places[2].Ticket + 1 }, new(Entry(7), places[0].Ticket)])
            Assert.Equal(0, await HearAsync(place, 0));
        Assert.Equal(before.Describe(), (await StateAsync()).Describe());
    }

    [Fact]
    public async Task Of_two_heartbeats_the_later_counts_whichever_is_reported_first()
    {
        var place = await JoinAsync(0);
        await PassAsync(TimeSpan.FromSeconds(20));
        var now = Tested.Now;
        await HearAsync(place, 3_000_000);
        Assert.Equal(now - 3_000_000, (await StateAsync()).Heartbeats[place.Entry]);
        await HearAsync(place, 9_000_000);
        Assert.Equal(now - 3_000_000, (await StateAsync()).Heartbeats[place.Entry]);
        await HearAsync(place, 1_000_000);
        Assert.Equal(now - 1_000_000, (await StateAsync()).Heartbeats[place.Entry]);
    }

    [Fact]
    public async Task The_memory_holds_as_many_as_it_may_and_forgets_the_longest_silent_first()
    {
        _policy = Policies.Of(o => o.RememberedPlaces = 2);
        var places = await JoinAsync(0, 4);
        foreach (var place in places)
        {
            await LeaveAsync(place, soft: true);
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        await PassAsync(TimeSpan.FromSeconds(32));
        var state = await StateAsync();
        Assert.Equal(2, state.Remembered);
        Assert.Equal([places[0].Ticket, places[1].Ticket], state.Journal.Where(record => record.Kind == "left").Select(record => record.Ticket));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(places[1])).State);
        Assert.Equal(1, (await StatusAsync(places[2])).Position);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_remembered_may_leave_for_good_but_not_with_another_ticket(bool soft)
    {
        var (place, others) = await LosingAsync("asleep");
        await WatchAsync(31, others);
        Assert.False(await LeaveAsync(place with { Ticket = place.Ticket + 1 }, soft));
        Assert.True(await LeaveAsync(place, soft));
        Assert.Equal(soft ? 1 : 0, (await StateAsync()).Remembered);
        Assert.Equal(soft, (await StatusAsync(place)).State == PlaceState.Waiting);
        Assert.Equal(soft ? "returned" : "left", (await StateAsync()).Journal[^1].Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_third_turn_that_passes_is_the_last_whether_they_were_silent_or_their_pass_ran_out(bool entered)
    {
        // One at a time may enter, and one behind them waits for it.
        _policy = Forgetful(o => (o.Overdraft, o.OverdraftPositions, o.MinimumWaits) = (0, 0, [new()]));
        await Store.SettingsAsync(_event, new EventSettingsChange { AdmissionsPerSecond = 0.1, Burst = 1 }, _policy, default);
        var place = await JoinAsync(0);
        for (var turn = 1; turn <= 3; turn++)
        {
            var other = await JoinAsync(turn);
            var ends = turn < 3 ? new ReclaimedCounts(0, 0, 0, 0, 1) : new ReclaimedCounts(0, 0, 1, 0, 0);
            Assert.Equal(PlaceState.Ready, (await StatusAsync(place)).State);
            if (entered)
                Assert.Equal(EnterCode.Granted, await EnterAsync(place));
            Assert.Equal(ends, await WatchAsync(31, [other]));
            if (turn < 3)
                Assert.Equal(2, (await StatusAsync(place)).Position);
            await LeaveAsync(other, soft: false);
        }

        Assert.Equal(PlaceState.Gone, (await StatusAsync(place)).State);
        Assert.Equal("no_show", (await StateAsync()).Journal[^2].Kind);
    }

    [Fact]
    public async Task A_pass_that_ran_out_for_the_third_time_was_the_last()
    {
        var place = await JoinAsync(0);
        for (var turn = 1; turn <= 3; turn++)
        {
            Assert.Equal(EnterCode.Granted, await EnterAsync(place));
            await PassAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(PlaceState.Admitted, (await StatusAsync(place)).State);
            await PassAsync(TimeSpan.FromMicroseconds(1));
        }

        Assert.Equal(PlaceState.Gone, (await StatusAsync(place)).State);
        Assert.Equal(EnterCode.Gone, await EnterAsync(place));
        Assert.Equal(["unspent", "no_show"], (await StateAsync()).Journal.TakeLast(2).Select(record => record.Kind));
    }

    [Fact]
    public async Task Joining_with_a_live_pass_tells_of_it()
    {
        var place = await JoinAsync(0);
        await EnterAsync(place);
        var again = await Store.JoinAsync(_event, Entry(0), _policy, default);
        Assert.Equal((false, place.Ticket, 0L, PlaceState.Admitted), (again.Created, again.Ticket, again.Position, again.State));
    }

    private static EventPolicy Forgetful(Action<WaitingRoomOptions>? configure = null) => Policies.Of(o =>
    {
        (o.HeartbeatTimeout, o.NoShowTimeout, o.LeaveGrace) = (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10));
        (o.PlaceMemory, o.TurnTime, o.TurnGuaranteed) = (TimeSpan.FromSeconds(60), TimeSpan.FromHours(2), TimeSpan.FromHours(2));
        configure?.Invoke(o);
    });

    /// <summary>One who will be taken out, and eleven others who will not, because as many may enter or their turns last.</summary>
    private async Task<(Place Place, List<Place> Others)> LosingAsync(string way)
    {
        _policy = Forgetful(o =>
        {
            if (way == "lingered")
                (o.TurnTime, o.TurnGuaranteed, o.OverdraftPositions) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), 11);
        });
        var places = await ScarceAsync(12);
        var place = places[way is "asleep" or "hidden" ? 11 : 0];
        places.Remove(place);
        if (way == "left_softly")
            await LeaveAsync(place, soft: true);
        else if (way == "hidden")
            await Store.StatusAsync(_event, place, true, _policy, default);
        else if (way == "unspent")
            await EnterAsync(place);
        return (place, places);
    }

    /// <summary>What maintenance told, second by second, while these polled.</summary>
    private async Task<ReclaimedCounts> WatchAsync(int seconds, List<Place> polling)
    {
        var total = default(ReclaimedCounts);
        for (var second = 0; second < seconds; second++)
        {
            Tested.Pass(TimeSpan.FromSeconds(1));
            MaintenanceReply reply;
            do
                total += (reply = await MaintainAsync()).Reclaimed;
            while (reply.More);
            await Tested.StatusAsync(_event, polling, _policy);
        }

        return total;
    }

    private Task<int> HearAsync(Place place, long age) => Store.HearAsync(_event, [new LateHeartbeat(place, age)], _policy, default).AsTask();
}
