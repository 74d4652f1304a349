using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Tests;

/// <summary>The estimate where seats, not tokens, hold visitors up.</summary>
public sealed class SeatEstimateTests
{
    private const long Second = 1_000_000;
    private const long Start = 1_763_900_000_000_000;

    private static readonly EventPolicy Policy = new(new WaitingRoomOptions());

    /// <summary>An hour old: 300 seats, all taken, and one visit ends every two seconds.</summary>
    private static readonly EventSnapshot Steady = Of(3_600, 300, 300, new RateWindows(27, 147, 447));

    [Fact]
    public void It_follows_the_visits_that_end() => Assert.Equal(200, Estimate(100, Steady).P50.TotalSeconds, 0);

    [Fact]
    public void It_counts_the_free_seats() => Assert.Equal(160, Estimate(100, Steady with { Seats = 280 }).P50.TotalSeconds, 0);

    [Fact]
    public void A_bucket_that_overflows_meanwhile_is_no_doubt() => Assert.InRange(Estimate(400, Steady).Confidence, 0.8, 1);

    [Fact]
    public void The_bucket_counts_where_it_takes_longer() =>
        Assert.Equal(Estimate(10_000, Steady with { Conditions = default }).P50, Estimate(10_000, Steady with { Seats = 0, Conditions = With(1_000_000) }).P50);

    [Fact]
    public void Until_a_visit_has_ended_it_assumes_the_lifetime_of_a_session_and_says_so()
    {
        var estimate = Estimate(300, Of(60, 300, 300, new RateWindows(300, 300, 300)));
        Assert.InRange(estimate.P50.TotalSeconds, 600, 1_200);
        Assert.InRange(estimate.Confidence, 0.01, 0.7);
    }

    [Fact]
    public void Until_then_it_goes_by_what_is_expected_of_a_visit()
    {
        var expected = new EventPolicy(new WaitingRoomOptions { ExpectedVisit = TimeSpan.FromSeconds(30) });
        var filled = Of(60, 300, 300, new RateWindows(300, 300, 300));
        // Nobody has left in a minute: a visit takes longer than that.
        Assert.InRange(Estimate(300, filled, expected).P50.TotalSeconds, 60, 120);
        Assert.InRange(Estimate(300, Of(1, 300, 300, new RateWindows(300, 300, 300)), expected).P50.TotalSeconds, 30, 60);
    }

    [Fact]
    public void Short_visits_soon_outweigh_an_assumption_that_is_far_too_long()
    {
        // 20 seats, and in 10 seconds 40 visits ended.
        var brief = Of(10, 20, 20, new RateWindows(60, 60, 60));
        Assert.InRange(Estimate(40, brief).P50.TotalSeconds, 10, 60);
    }

    [Fact]
    public void Before_a_draw_it_is_a_range_over_all_who_gathered()
    {
        var undrawn = new EventConditions(With(100).Numbers with { OpensAt = Start + 200 * Second, DrawAt = Start + 80 * Second, Order = QueueOrder.Draw }, EventPhase.Gathering, true, Start + 80 * Second);
        var gathered = Of(80, 0, 100, default) with { Length = 1_000, Level = 0, Conditions = undrawn };
        var drawn = gathered with { Conditions = undrawn with { IsUndrawn = false } };
        foreach (var position in (long[])[1, 400, 1_000])
        {
            var estimate = Estimate(position, gathered);
            Assert.Equal(Estimate(500, drawn).P50, estimate.P50);
            Assert.Equal(Estimate(900, drawn).P90, estimate.P90);
            Assert.InRange(estimate.Confidence, 0.01, 0.6);
        }
    }

    [Fact]
    public void The_first_visitors_are_no_rate()
    {
        // 300 came in the third minute before; since then a visit has ended every two seconds.
        var filled = Of(3_600, 300, 300, new RateWindows(27, 400, 700));
        Assert.InRange(Estimate(100, filled).P50.TotalSeconds, 195, 205);
    }

    [Fact]
    public void Those_who_give_up_take_no_seat() =>
        Assert.True(Estimate(500, Steady with { Length = 1_000, Abandoned = new RateWindows(55, 295, 895) }).P50 < Estimate(500, Steady).P50 * 0.8);

    [Fact]
    public void A_maximum_that_is_not_reached_changes_nothing() =>
        Assert.Equal(Estimate(50, Steady with { Conditions = default }), Estimate(50, Steady with { Seats = 0, Conditions = With(1_000_000) }));

    private static Estimate Estimate(long position, in EventSnapshot snapshot, EventPolicy? policy = null) =>
        WaitEstimator.Estimate(position, 60 * Second, snapshot, policy ?? Policy);

    private static EventSnapshot Of(long age, long seats, double maximum, RateWindows admissions) => new(
        Start + age * Second, 1_000, 500 * Second, 50, 500, false, Start, admissions, default, default, default, 1_000, 0, Seats: seats, Conditions: With(maximum));

    private static EventConditions With(double maximum) => new(
        new EventNumbers(50, 500, EventMode.Normal, maximum, 0, 0, 0, 0, QueueOrder.Arrival, ""), EventPhase.Open, false, Start);
}
