using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Tests;

/// <summary>When everybody is in, and what a change would do to that.</summary>
public sealed class ForecastTests
{
    private const long Second = 1_000_000;
    private const long Start = 1_763_900_000_000_000;

    private static readonly EventPolicy Policy = new(new WaitingRoomOptions());

    /// <summary>Fifty a second for a quarter of an hour, and ten thousand wait.</summary>
    private static readonly EventSnapshot Steady = new(
        Start + 900 * Second, 10_000, 0, 50, 500, false, Start, new RateWindows(2_750, 14_750, 44_750), default, default, default, 9_000, 0,
        Conditions: new EventConditions(new EventNumbers(50, 500, EventMode.Normal, 0, 0, 0, 0, 0, QueueOrder.Arrival, ""), EventPhase.Open, false, Start + 900 * Second));

    [Fact]
    public void It_is_the_estimate_of_the_last_visitor()
    {
        var (forecast, told) = (Forecast.Of(Steady, Policy), WaitEstimator.Estimate(10_000, 0, Steady, Policy));
        Assert.Equal((DateTimeOffset.UnixEpoch.AddMicroseconds(Steady.Now) + told.P50, DateTimeOffset.UnixEpoch.AddMicroseconds(Steady.Now) + told.P90), (forecast.P50, forecast.P90));
        Assert.Equal(200, (forecast.P50!.Value - DateTimeOffset.UnixEpoch.AddMicroseconds(Steady.Now)).TotalSeconds, 0);
        // As much earlier as later, as a ratio.
        Assert.Equal(told.P90 / told.P50, told.P50 / (forecast.P10!.Value - DateTimeOffset.UnixEpoch.AddMicroseconds(Steady.Now)), 6);
    }

    [Fact]
    public void Before_a_draw_it_is_the_last_number_and_not_the_middle()
    {
        var undrawn = Steady with { Conditions = Steady.Conditions with { IsUndrawn = true } };
        Assert.Equal(Forecast.Of(Steady, Policy).P50, Forecast.Of(undrawn, Policy).P50);
    }

    [Fact]
    public void Half_the_rate_takes_twice_as_long()
    {
        var (now, then) = (SecondsOf(Forecast.Of(Steady, Policy)), SecondsOf(Forecast.Of(Forecast.After(Steady, new EventSettingsChange { AdmissionsPerSecond = 25 }), Policy)));
        Assert.Equal(2 * now, then, 0);
    }

    [Fact]
    public void A_maximum_of_shoppers_holds_them_up()
    {
        // Ten seats a second are given back, so visits take 50 seconds.
        var limited = Forecast.After(Steady with { Seats = 500, Admissions = new RateWindows(600, 3_000, 9_000) }, new EventSettingsChange { MaximumShoppers = 500 });
        Assert.True(SecondsOf(Forecast.Of(limited, Policy)) > 2 * SecondsOf(Forecast.Of(Steady, Policy)));
    }

    [Theory]
    [InlineData(EventMode.Paused, ForecastReason.Paused)]
    [InlineData(EventMode.Maintenance, ForecastReason.Maintenance)]
    [InlineData(EventMode.Passthrough, ForecastReason.Passthrough)]
    [InlineData(EventMode.Off, ForecastReason.Off)]
    [InlineData(EventMode.Draining, ForecastReason.None)]
    public void Some_modes_have_no_time(EventMode mode, ForecastReason reason)
    {
        var forecast = Forecast.Of(Forecast.After(Steady, new EventSettingsChange { Mode = mode }), Policy);
        Assert.Equal((reason, reason == ForecastReason.None), (forecast.Reason, forecast.P50 is not null));
    }

    [Fact]
    public void Nor_has_a_closed_event_or_one_in_which_nobody_waits()
    {
        Assert.Equal(ForecastReason.NobodyWaits, Forecast.Of(Steady with { Length = 0 }, Policy).Reason);
        Assert.Equal(ForecastReason.Closed, Forecast.Of(Steady with { Conditions = Steady.Conditions with { Phase = EventPhase.Closed } }, Policy).Reason);
    }

    [Fact]
    public void The_error_of_estimates_is_the_median_of_the_last_ones_and_bounded()
    {
        var errors = new RecentEstimateErrors();
        for (var i = 0; i < 9; i++)
            errors.Add("e", 110, 100);
        Assert.Null(errors.MedianOf("e"));
        errors.Add("e", 0, 100);
        Assert.Equal(0.1, errors.MedianOf("e"));
        for (var i = 0; i < RecentEstimateErrors.MaxErrors; i++)
            errors.Add("e", 50, 100);
        Assert.Equal(0.5, errors.MedianOf("e"));
        errors.Add("e", 100, 0);
        for (var i = 0; i < RecentEstimateErrors.MaxEvents; i++)
            errors.Add("other" + i, 1, 1);
        Assert.Null(errors.MedianOf("e"));
    }

    [Fact]
    public void Names_of_groups_are_bounded()
    {
        var names = new GroupNames();
        names.Note(1, null);
        Assert.Equal(0, names.Count);
        for (var i = 0UL; i < GroupNames.MaxNames; i++)
            names.Note(i, "group " + i);
        Assert.Equal("group 7", names.Find(7));
        names.Note(GroupNames.MaxNames, "one more");
        Assert.Equal((1, null, "one more"), (names.Count, names.Find(7), names.Find(GroupNames.MaxNames)));
    }

    private static double SecondsOf(EventForecast forecast) => (forecast.P50!.Value - DateTimeOffset.UnixEpoch.AddMicroseconds(Steady.Now)).TotalSeconds;
}
