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

    private static Estimate Estimate(long position, in EventSnapshot snapshot) => WaitEstimator.Estimate(position, 60 * Second, snapshot, Policy);

    private static EventSnapshot Of(long age, long seats, double maximum, RateWindows admissions) => new(
        Start + age * Second, 1_000, 500 * Second, 50, 500, false, Start, admissions, default, default, default, 1_000, 0, Seats: seats, Conditions: With(maximum));

    private static EventConditions With(double maximum) => new(
        new EventNumbers(50, 500, EventMode.Normal, maximum, 0, 0, 0, 0, QueueOrder.Arrival, ""), EventPhase.Open, false, Start);
}
