using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Tests;

/// <summary>What somebody should look at, from an event's numbers alone.</summary>
public sealed class EventAlertsTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 24, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_event_that_admits_as_it_should_has_none() => Assert.Empty(Of(Busy()));

    [Fact]
    public void An_event_in_which_nobody_is_has_none() =>
        Assert.Empty(Of(new EventOverview { EventId = "e", At = Now, Counts = new Dictionary<string, long>(), Mode = EventMode.Paused, AdmissionsPerSecond = 50 }));

    [Theory]
    [InlineData(EventMode.Paused, EventAlertKind.Paused, false)]
    [InlineData(EventMode.Maintenance, EventAlertKind.Maintenance, false)]
    [InlineData(EventMode.Recovering, EventAlertKind.Recovering, true)]
    public void A_mode_in_which_nobody_enters_is_one(EventMode mode, EventAlertKind kind, bool isCritical)
    {
        // And nobody is blamed for what it does.
        var alert = Assert.Single(EventAlerts.Of(Busy(mode: mode, lastMinute: 0)));
        Assert.Equal((kind, isCritical), (alert.Kind, alert.IsCritical));
    }

    [Theory]
    [InlineData(1_499, 501, true)]
    [InlineData(1_500, 501, false)]
    [InlineData(1_499, 500, false)]
    public void Fewer_than_half_of_the_admissions_used_while_visitors_wait_beyond_the_burst(long lastMinute, long length, bool isAlert) =>
        Assert.Equal(isAlert, Of(Busy(lastMinute: lastMinute, length: length)).SequenceEqual([EventAlertKind.RateUnused]));

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(0, 0, false)]
    public void Nobody_let_in_for_a_minute_while_somebody_waits(long lastMinute, long length, bool isAlert) =>
        Assert.Equal(isAlert, Of(Busy(lastMinute: lastMinute, length: length)).SequenceEqual([EventAlertKind.NoAdmissions]));

    [Fact]
    public void The_first_two_minutes_say_nothing()
    {
        Assert.Empty(Of(Busy(lastMinute: 0, firstJoin: Now.AddSeconds(-119))));
        Assert.Empty(Of(Busy(lastMinute: 0, opensAt: Now.AddSeconds(-119))));
        Assert.Equal([EventAlertKind.NoAdmissions], Of(Busy(lastMinute: 0, opensAt: Now.AddSeconds(-120))));
    }

    [Theory]
    [InlineData(EventPhase.Gathering)]
    [InlineData(EventPhase.Scheduled)]
    public void Before_the_opening_nobody_is_missed(EventPhase phase) => Assert.Empty(Of(Busy(lastMinute: 0, phase: phase)));

    [Fact]
    public void A_full_shop_is_one_and_another_where_nobody_makes_room()
    {
        Assert.Empty(Of(Busy(shoppers: 99, maximum: 100)));
        Assert.Equal([EventAlertKind.BoundFull], Of(Busy(lastMinute: 0, shoppers: 100, maximum: 100)));
        Assert.Equal([EventAlertKind.BoundFull, EventAlertKind.ShoppersSilent], Of(Busy(lastMinute: 0, last5Minutes: 0, shoppers: 101, maximum: 100)));
        Assert.Empty(Of(Busy(lastMinute: 0, last5Minutes: 0, length: 0, shoppers: 100, maximum: 100)));
    }

    [Fact]
    public void A_draw_that_nobody_announced_ten_minutes_before_it_and_one_that_is_late()
    {
        var drawAt = Now.AddMinutes(10);
        Assert.Empty(Of(Busy(phase: EventPhase.Gathering, drawAt: drawAt.AddSeconds(1))));
        Assert.Equal([EventAlertKind.DrawNotAnnounced], Of(Busy(phase: EventPhase.Gathering, drawAt: drawAt)));
        Assert.Empty(Of(Busy(phase: EventPhase.Gathering, drawAt: drawAt, draw: DrawPhase.Announced)));
        Assert.Empty(Of(Busy(phase: EventPhase.Gathering, drawAt: Now, draw: DrawPhase.Rooted, isUndrawn: true, opensAt: Now.AddSeconds(1))));
        var late = Assert.Single(EventAlerts.Of(Busy(drawAt: Now.AddMinutes(-5), draw: DrawPhase.Rooted, isUndrawn: true, opensAt: Now.AddMinutes(-1), lastMinute: 0)));
        Assert.Equal((EventAlertKind.DrawLate, true, Now.AddMinutes(-1)), (late.Kind, late.IsCritical, late.Since));
        Assert.Empty(Of(Busy(drawAt: Now.AddMinutes(-5), draw: DrawPhase.Ranked, opensAt: Now.AddMinutes(-3))));
    }

    [Fact]
    public void Visitors_who_wait_in_a_closed_event_wait_for_nothing() => Assert.Equal([EventAlertKind.SoldOut], Of(Busy(phase: EventPhase.Closed, lastMinute: 0)));

    [Theory]
    [InlineData(19, 100, false)]
    [InlineData(20, 100, true)]
    [InlineData(1_000, 9_000, false)]
    [InlineData(1_001, 9_000, true)]
    public void More_than_a_tenth_gave_up_in_a_minute(long departures, long length, bool isAlert) =>
        Assert.Equal(isAlert, Of(Busy(length: length, departures: departures, lastMinute: 3_000)).Contains(EventAlertKind.DeparturesHigh));

    [Fact]
    public void An_event_that_no_gateway_maintains_is_stale_and_the_critical_ones_come_first()
    {
        Assert.Empty(Of(Busy(maintained: TimeSpan.FromSeconds(15))));
        var alerts = EventAlerts.Of(Busy(mode: EventMode.Paused, lastMinute: 0, maintained: TimeSpan.FromSeconds(16)));
        Assert.Equal([EventAlertKind.Stale, EventAlertKind.Paused], alerts.Select(alert => alert.Kind));
        Assert.Equal(Now.AddSeconds(-16), alerts[0].Since);
        Assert.Empty(Of(Busy(length: 0, maintained: TimeSpan.FromHours(1))));
    }

    private static IEnumerable<EventAlertKind> Of(EventOverview numbers) => EventAlerts.Of(numbers).Select(alert => alert.Kind);

    /// <summary>Fifty a second, a burst of 500, and a thousand who wait.</summary>
    private static EventOverview Busy(
        EventMode mode = EventMode.Normal, EventPhase phase = EventPhase.Open, long length = 1_000, long lastMinute = 3_000, long last5Minutes = 15_000, long shoppers = 0,
        int maximum = 0, DateTimeOffset? firstJoin = null, DateTimeOffset? opensAt = null, DateTimeOffset? drawAt = null, DrawPhase? draw = null, bool isUndrawn = false,
        long departures = 0, TimeSpan? maintained = null) => new()
        {
            EventId = "e",
            At = Now,
            Counts = new Dictionary<string, long>(),
            Mode = mode,
            Phase = phase,
            Length = length,
            AdmissionsPerSecond = 50,
            Burst = 500,
            AdmissionsLastMinute = lastMinute,
            AdmissionsLast5Minutes = last5Minutes,
            Shoppers = shoppers,
            MaximumShoppers = maximum,
            FirstJoinAt = firstJoin ?? Now.AddMinutes(-10),
            OpensAt = opensAt,
            DrawAt = drawAt,
            Draw = draw,
            IsUndrawn = isUndrawn,
            DeparturesLastMinute = departures,
            MaintainedAgo = maintained ?? TimeSpan.FromSeconds(1),
        };
}
