using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>A draw is announced before anybody can join, whoever schedules it; and if nobody could announce it, nobody waits for ever.</summary>
public abstract partial class StoreConformance
{
    private static EventSettingsChange DrawnSchedule => new()
    {
        Order = QueueOrder.Draw,
        DrawAt = StoreUnderTest.Start + UntilDraw,
        OpensAt = StoreUnderTest.Start + 2 * UntilDraw,
        ChangedBy = "ann",
    };

    [Fact]
    public async Task A_gateway_that_nobody_asked_announces_what_an_operator_scheduled_elsewhere()
    {
        await using var gateway = new DrawGateway(Store, Tested.Time, _ => { });
        await Store.SettingsAsync(_event, DrawnSchedule, _policy, default);
        await Store.NoteEventAsync(_event, default);
        Assert.DoesNotContain(_event, gateway.Events.All);
        await gateway.Events.LookAsync(default);
        Assert.Contains(_event, gateway.Events.All);
        await gateway.Runner.RunNowAsync(_event);
        Assert.Equal(DrawStage.Announced, (await StepAsync(DrawStep.Read)).State.Stage);
    }

    [Fact]
    public async Task An_operator_who_schedules_a_draw_announces_it()
    {
        await using var gateway = new DrawGateway(Store, Tested.Time, _ => { });
        await gateway.Room.Operator.ChangeSettingsAsync(_event, DrawnSchedule);
        var draw = await gateway.Room.Operator.GetDrawAsync(_event);
        Assert.Equal(DrawPhase.Announced, draw!.Phase);
        await gateway.Room.Operator.ChangeSettingsAsync(_event, new EventSettingsChange { DrawAt = DrawnSchedule.DrawAt!.Value.AddMinutes(1), ChangedBy = "ann" });
        Assert.Equal(1, (await gateway.Room.Operator.GetDrawAsync(_event))!.Announcement.Amendments);
    }

    [Fact]
    public async Task Nobody_joins_a_drawn_event_before_its_announcement()
    {
        _policy = Drawn(UntilDraw);
        Assert.Equal(PlaceState.Gone, (await Store.JoinAsync(_event, Entry(0), _policy, default)).State);
        var generation = (await StepAsync(Announce(Generation.None, Time(UntilDraw)))).Generation;
        Assert.Equal(PlaceState.Gone, (await Store.JoinAsync(_event, Entry(0), _policy, default)).State);
        await StepAsync(Announce(generation, Time(UntilDraw)));
        Assert.Equal(PlaceState.Waiting, (await Store.JoinAsync(_event, Entry(0), _policy, default)).State);
    }

    [Fact]
    public async Task Whoever_comes_before_a_gateway_has_announced_the_draw_finds_it_announced()
    {
        await using var gateway = new DrawGateway(Store, Tested.Time, _ => { });
        await Store.SettingsAsync(_event, DrawnSchedule, _policy, default);
        var joined = await gateway.Room.Visitors.JoinAsync(new JoinRequest { EventId = _event, UserId = "ann" });
        Assert.Equal((JoinOutcome.Joined, VisitorState.Waiting), (joined.Outcome, joined.State));
        Assert.NotNull(await gateway.Room.Operator.GetDrawAsync(_event));
    }

    [Fact]
    public async Task A_draw_that_nobody_announced_is_over_at_its_time_and_the_sale_goes_by_arrival()
    {
        _policy = Drawn(UntilDraw);
        Tested.Pass(UntilDraw);
        var places = await JoinAsync(0, 3);
        var read = await StepAsync(DrawStep.Read);
        Assert.Equal((DrawStage.Abandoned, true), (read.State.Stage, read.IsUnannounced));
        Assert.Equal(DrawFields.NotAnnounced, read.Text(DrawFields.Reason));
        Assert.Contains(await Store.ReadAuditAsync(_event, RecordId.Start, 10, default), audit => (audit.Who, audit.What) == ("gateway", "abandon_draw"));
        Assert.Equal([1, 2, 3], (await Tested.StatusAsync(_event, places, _policy)).Select(status => (int)status.Position));

        await PassAsync(3 * UntilDraw, places);
        Assert.Equal(PlaceState.Ready, (await StatusAsync(places[0])).State);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[0]));
    }

    [Fact]
    public async Task A_gateway_that_finds_an_unannounced_draw_ends_it_and_tells_of_it_once_a_minute()
    {
        _policy = Drawn(UntilDraw);
        await using var gateway = Gateway();
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        await gateway.Runner.RunAsync(_event, default);
        Tested.Pass(TimeSpan.FromSeconds(59));
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal(["not_announced"], gateway.Alerts);
        Tested.Pass(TimeSpan.FromSeconds(1));
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal(["not_announced", "not_announced"], gateway.Alerts);
        Assert.Equal(DrawStage.None, (await StepAsync(DrawStep.Read)).State.Stage);

        await JoinAsync(0);
        Tested.Pass(TimeSpan.FromMinutes(5));
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal(3, gateway.Alerts.Count);
        Tested.Pass(TimeSpan.FromHours(2));
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal(3, gateway.Alerts.Count);
    }

    [Fact]
    public async Task An_event_that_has_begun_and_was_not_announced_is_ended_by_a_gateway()
    {
        await using var gateway = Gateway();
        await StepAsync(Announce(Generation.None, Time(UntilDraw)));
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal((DrawStage.Abandoned, true), (await StepAsync(DrawStep.Read) is var read ? (read.State.Stage, read.IsUnannounced) : default));
    }

    [Fact]
    public async Task An_announcement_that_the_store_had_lost_is_given_back_also_after_that()
    {
        _policy = Drawn(UntilDraw);
        var generation = (await StepAsync(Announce(Generation.None, Time(UntilDraw)))).Generation;
        Tested.Pass(UntilDraw);
        var place = await JoinAsync(0);
        var ended = await StepAsync(DrawStep.Read);
        Assert.Equal(DrawStage.Abandoned, ended.State.Stage);
        var known = ended with
        {
            State = new DrawState(DrawStage.Announced, 0, Time(UntilDraw)),
            Fields = new Dictionary<string, byte[]>(StringComparer.Ordinal)
            {
                [DrawFields.Generation] = DrawStep.BytesOf(generation),
                [DrawFields.Announcement] = "papers"u8.ToArray(),
            },
        };
        var restored = await StepAsync(DrawStep.Restore(known));
        Assert.Equal((true, DrawStage.Announced, false), (restored.Made, restored.State.Stage, restored.Fields.ContainsKey(DrawFields.Reason)));
        Assert.Equal(place.Ticket, (await StepAsync(DrawStep.Freeze)).State.Ticket);
        await StepAsync(DrawStep.Abandon("so", "ann"));
        Assert.False((await StepAsync(DrawStep.Restore(known))).Made);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task The_opening_may_move_later_after_the_draw_and_the_time_of_the_draw_stays(int minutes)
    {
        var opens = StoreUnderTest.Start + UntilDraw + 2 * Minute;
        await using var gateway = Gateway(configure: options => (options.Events[_event].DrawAt, options.Events[_event].OpensAt) = (null, opens));
        _policy = Model.Policies.Of(options => (options.Order, options.OpensAt) = (QueueOrder.Draw, opens));
        await gateway.Runner.RunAsync(_event, default);
        await JoinAsync(0, 3);
        var drawAt = (await Store.SettingsAsync(_event, new EventSettingsChange(), _policy, default)).Settings.DrawAt;
        Tested.Pass(UntilDraw + TimeSpan.FromSeconds(90));
        await gateway.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(gateway, 3);
        var moved = await Store.SettingsAsync(_event, new EventSettingsChange { OpensAt = opens.AddMinutes(minutes), ChangedBy = "ann" }, _policy, default);
        Assert.True(moved.Fault.IsNone, moved.Fault.Code);
        Assert.Equal((opens.AddMinutes(minutes), drawAt), (moved.Settings.OpensAt, moved.Settings.DrawAt));
        var again = await Store.SettingsAsync(_event, new EventSettingsChange { DrawAt = drawAt, OpensAt = opens.AddMinutes(minutes + 1) }, _policy, default);
        Assert.True(again.Fault.IsNone, again.Fault.Code);
        Assert.Equal("draw_frozen", (await Store.SettingsAsync(_event, new EventSettingsChange { DrawAt = opens.AddMinutes(minutes) }, _policy, default)).Fault.Code);
    }

    [Theory]
    [InlineData("draw_announced")]
    [InlineData("draw_earlier")]
    public async Task What_was_announced_stays(string code)
    {
        await AnnouncedAsync();
        var change = code == "draw_earlier" ? new EventSettingsChange { DrawAt = StoreUnderTest.Start + UntilDraw - Minute } : new EventSettingsChange { Order = QueueOrder.Arrival };
        Assert.Equal(code, (await Store.SettingsAsync(_event, change, _policy, default)).Fault.Code);
    }

    [Fact]
    public async Task A_draw_that_cannot_be_announced_before_its_time_is_refused()
    {
        var change = new EventSettingsChange { Order = QueueOrder.Draw, OpensAt = StoreUnderTest.Start.AddMinutes(1) };
        Assert.Equal("draw_too_late", (await Store.SettingsAsync(_event, change, _policy, default)).Fault.Code);
        change = new EventSettingsChange { Order = QueueOrder.Draw, OpensAt = StoreUnderTest.Start.AddMinutes(3) };
        Assert.True((await Store.SettingsAsync(_event, change, _policy, default)).Fault.IsNone);
        Tested.Pass(TimeSpan.FromMinutes(2));
        Assert.True((await Store.SettingsAsync(_event, new EventSettingsChange { Burst = 7 }, _policy, default)).Fault.IsNone);
    }
}
