using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Schedule, phases and modes.</summary>
public abstract partial class StoreConformance
{
    private DateTimeOffset In(double seconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(Tested.Now).AddSeconds(seconds);

    private async Task ChangeAsync(EventSettingsChange change)
    {
        var (_, fault) = await Store.SettingsAsync(_event, change, _policy, default);
        Assert.Equal("", fault.Code);
    }

    private Task<JoinReply> TryJoinAsync(int who) => Store.JoinAsync(_event, Entry(who), _policy, default).AsTask();

    [Fact]
    public async Task A_scheduled_event_is_joined_from_its_gathering_on_and_entered_from_its_opening_on()
    {
        await ChangeAsync(new EventSettingsChange { GatherAt = In(10), OpensAt = In(30), ClosesAt = In(60) });

        var early = await TryJoinAsync(1);
        Assert.Equal((PlaceState.Gone, EventPhase.Scheduled, false), (early.State, early.Phase, early.Created));
        Assert.Null((await StateAsync()).LastTicket);

        Tested.Pass(TimeSpan.FromSeconds(10));
        var place = await JoinAsync(1);
        await PassAsync(TimeSpan.FromSeconds(15));
        var gathering = await StatusAsync(place);
        Assert.Equal((PlaceState.Waiting, EventPhase.Gathering, 0), (gathering.State, gathering.Phase, gathering.Level));
        Assert.Equal(EnterCode.NotReady, await EnterAsync(place));

        // The bucket is empty at the opening, and the overdraft is there.
        await PassAsync(TimeSpan.FromSeconds(5));
        var open = await StatusAsync(place);
        Assert.Equal((PlaceState.Ready, EventPhase.Open, 0), (open.State, open.Phase, open.Level));
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(50_000_000, (await StatusAsync(place)).Level);
        Assert.Equal(EnterCode.Granted, await EnterAsync(place));

        await PassAsync(TimeSpan.FromSeconds(29));
        var late = await TryJoinAsync(2);
        Assert.Equal((PlaceState.Gone, EventPhase.Closed), (late.State, late.Phase));
    }

    [Fact]
    public async Task When_it_closes_only_those_enter_who_were_told_ready_to_the_end_of_their_turn()
    {
        _policy = Policies.Of(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft) = (0.001, 1, 0));
        await ChangeAsync(new EventSettingsChange { ClosesAt = In(6) });
        var told = await JoinAsync(1);
        var waiting = await JoinAsync(2);
        await PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal((PlaceState.Ready, PlaceState.Waiting), ((await StatusAsync(told)).State, (await StatusAsync(waiting)).State));

        await PassAsync(TimeSpan.FromSeconds(4));
        Assert.Equal((PlaceState.Ready, PlaceState.Gone), ((await StatusAsync(told)).State, (await StatusAsync(waiting)).State));
        Assert.Equal(EnterCode.Gone, await EnterAsync(waiting));
        Assert.Equal(PlaceState.Gone, (await TryJoinAsync(2)).State);
        Assert.Equal(EnterCode.Granted, await EnterAsync(told));

        // An operator who closes later gives everybody the place that they had.
        await ChangeAsync(new EventSettingsChange { ClosesAt = In(100) });
        Assert.Equal((PlaceState.Waiting, 1), ((await StatusAsync(waiting)).State, (await StatusAsync(waiting)).Position));
    }

    [Fact]
    public async Task A_turn_that_is_over_enters_a_closed_event_no_more()
    {
        await ChangeAsync(new EventSettingsChange { ClosesAt = In(20) });
        var told = await JoinAsync(1);
        await PassAsync(TimeSpan.FromSeconds(61));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(told)).State);
    }

    [Fact]
    public async Task While_an_event_gathers_nobody_is_silent_and_a_beacon_takes_nothing()
    {
        await ChangeAsync(new EventSettingsChange { OpensAt = In(4000) });
        var silent = await JoinAsync(1);
        var closed = await JoinAsync(2);
        Assert.True(await Store.LeaveAsync(_event, closed, soft: true, _policy, default));
        await PassAsync(TimeSpan.FromSeconds(3999));
        Assert.Equal((2, 0), ((await MaintainAsync()).Snapshot.Length, (await MaintainAsync()).Snapshot.Remembered));
        Assert.Equal((1, 2), ((await StatusAsync(silent)).Position, (await StatusAsync(closed)).Position));

        Assert.True(await Store.LeaveAsync(_event, silent, soft: false, _policy, default));
        Assert.Equal(1, (await StatusAsync(closed)).Position);
    }

    [Theory]
    [InlineData(EventMode.Draining, false, true)]
    [InlineData(EventMode.Maintenance, false, false)]
    [InlineData(EventMode.Paused, true, false)]
    [InlineData(EventMode.Passthrough, true, true)]
    [InlineData(EventMode.Normal, true, true)]
    public async Task A_mode_decides_who_joins_and_who_enters(EventMode mode, bool canJoin, bool canEnter)
    {
        var waiting = canEnter ? PlaceState.Ready : PlaceState.Waiting;
        var newcomer = canJoin ? waiting : PlaceState.Gone;
        var place = await JoinAsync(1);
        await ChangeAsync(new EventSettingsChange { Mode = mode });
        Assert.Equal((newcomer, mode), ((await TryJoinAsync(2)).State, (await TryJoinAsync(2)).Mode));
        Assert.Equal((waiting, mode), ((await StatusAsync(place)).State, (await StatusAsync(place)).Mode));
        Assert.Equal(canEnter, await EnterAsync(place) == EnterCode.Granted);
        // Whoever has a place finds it, whatever the mode.
        var again = await TryJoinAsync(1);
        Assert.NotEqual(PlaceState.Gone, again.State);
        Assert.False(again.Created);
    }

    [Fact]
    public async Task Passthrough_admits_beyond_every_bound_counts_it_apart_and_leaves_an_empty_bucket()
    {
        _policy = Policies.Of(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft) = (1, 1, 0));
        await ChangeAsync(new EventSettingsChange { Mode = EventMode.Passthrough });
        for (var who = 1; who <= 30; who++)
            Assert.Equal(EnterCode.Granted, await EnterAsync(await JoinAsync(who)));
        var state = await StateAsync();
        Assert.Equal((0, 30), (state.Count("admitted"), state.Count("passed_through")));

        await ChangeAsync(new EventSettingsChange { Mode = EventMode.Normal });
        var next = await JoinAsync(31);
        Assert.Equal((PlaceState.Waiting, 0), ((await StatusAsync(next)).State, (await StatusAsync(next)).Level));
    }

    [Theory]
    [InlineData("gather_at_past", -100, null, null)]
    [InlineData("opens_at_past", null, -61, null)]
    [InlineData("closes_at_past", null, null, -61)]
    [InlineData("gather_after_opening", 20, 10, null)]
    [InlineData("closes_before_opening", null, 20, 10)]
    [InlineData("closes_before_opening", null, 20, 20)]
    [InlineData("closes_before_opening", 20, null, 10)]
    public async Task An_impossible_schedule_is_refused_and_changes_nothing(string code, int? gather, int? opens, int? closes)
    {
        await ChangeAsync(new EventSettingsChange { Burst = 7 });
        var before = (await Store.SettingsAsync(_event, new EventSettingsChange(), _policy, default)).Settings;
        var (after, fault) = await Store.SettingsAsync(
            _event, new EventSettingsChange { Burst = 9, GatherAt = At(gather), OpensAt = At(opens), ClosesAt = At(closes) }, _policy, default);
        Assert.Equal(code, fault.Code);
        Assert.NotEqual(fault.Code, fault.Message);
        Assert.Equivalent(before, after, strict: true);

        DateTimeOffset? At(int? seconds) => seconds is { } s ? In(s) : null;
    }

    [Fact]
    public async Task A_draw_needs_an_opening_and_lies_between_gathering_and_opening()
    {
        foreach (var (code, change) in new[]
        {
            ("draw_without_opening", new EventSettingsChange { Order = QueueOrder.Draw }),
            ("draw_out_of_gathering", new EventSettingsChange { Order = QueueOrder.Draw, GatherAt = In(100), OpensAt = In(200), DrawAt = In(90) }),
            ("draw_out_of_gathering", new EventSettingsChange { Order = QueueOrder.Draw, GatherAt = In(100), OpensAt = In(200), DrawAt = In(201) }),
            ("draw_out_of_gathering", new EventSettingsChange { Order = QueueOrder.Draw, GatherAt = In(150), OpensAt = In(200) }),
        })
        {
            Assert.Equal(code, (await Store.SettingsAsync(_event, change, _policy, default)).Fault.Code);
        }

        var settings = (await Store.SettingsAsync(_event, new EventSettingsChange { Order = QueueOrder.Draw, GatherAt = In(10), OpensAt = In(200) }, _policy, default)).Settings;
        Assert.Equal((QueueOrder.Draw, In(80)), (settings.Order, settings.DrawAt));
        Assert.True((await TryJoinAsync(1)).State == PlaceState.Gone);
    }

    [Fact]
    public async Task Whoever_has_joined_already_is_drawn_no_more()
    {
        await JoinAsync(1);
        Assert.Equal(
            "draw_after_joins",
            (await Store.SettingsAsync(_event, new EventSettingsChange { Order = QueueOrder.Draw, OpensAt = In(200) }, _policy, default)).Fault.Code);
    }

    [Fact]
    public async Task A_maximum_below_those_inside_is_refused()
    {
        var place = await JoinAsync(1);
        var other = await JoinAsync(2);
        Assert.Equal(EnterCode.Granted, await EnterAsync(place));
        Assert.Equal(EnterCode.Granted, await EnterAsync(other));
        var fault = (await Store.SettingsAsync(_event, new EventSettingsChange { MaximumShoppers = 1 }, _policy, default)).Fault;
        Assert.Equal(("maximum_below_inside", 2), (fault.Code, fault.Number));
        await ChangeAsync(new EventSettingsChange { MaximumShoppers = 2 });
    }

    [Fact]
    public async Task A_maximum_is_not_reset_below_those_inside()
    {
        _policy = Policies.Of(o => o.MaximumShoppers = 1);
        await ChangeAsync(new EventSettingsChange { MaximumShoppers = 2 });
        Assert.Equal(EnterCode.Granted, await EnterAsync(await JoinAsync(1)));
        Assert.Equal(EnterCode.Granted, await EnterAsync(await JoinAsync(2)));
        var fault = (await Store.SettingsAsync(_event, new EventSettingsChange { Reset = [EventSetting.MaximumShoppers] }, _policy, default)).Fault;
        Assert.Equal(("maximum_below_inside", 2), (fault.Code, fault.Number));
    }

    [Fact]
    public async Task What_an_operator_changed_is_reset_to_what_is_configured()
    {
        _policy = Policies.Of(o => (o.Burst, o.OpensAt) = (33, In(500)));
        var message = new EventMessage { Text = "Doors at ten", Translations = new Dictionary<string, string> { ["ko"] = "열 시에 시작합니다" } };
        await ChangeAsync(new EventSettingsChange { Burst = 7, Mode = EventMode.Paused, OpensAt = In(90), Message = message });
        var changed = (await Store.SettingsAsync(_event, new EventSettingsChange(), _policy, default)).Settings;
        Assert.Equal([EventSetting.Burst, EventSetting.Mode, EventSetting.OpensAt, EventSetting.Message], changed.Changed);
        Assert.Equal(("Doors at ten", "열 시에 시작합니다", "Doors at ten"), (changed.Message!.Text, changed.Message.In("ko-KR"), changed.Message.In("ja")));

        await ChangeAsync(new EventSettingsChange { Reset = [EventSetting.Burst, EventSetting.Mode, EventSetting.OpensAt, EventSetting.Message] });
        var reset = (await Store.SettingsAsync(_event, new EventSettingsChange(), _policy, default)).Settings;
        Assert.Equal((33, EventMode.Normal, In(500), null), (reset.Burst, reset.Mode, reset.OpensAt, reset.Message));
        Assert.Empty(reset.Changed);
    }
}
