using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Tests;

public sealed class WaitEstimatorTests
{
    private const long Second = 1_000_000;
    private const long Start = 1_763_900_000_000_000;

    private static readonly EventPolicy Policy = new(new WaitingRoomOptions());

    /// <summary>An event of a quarter of an hour whose bucket is empty and that has admitted 50 a second.</summary>
    private static readonly Pulse Steady = new(
        Start + 900 * Second, 10_000, 0, 50, 500, false, Start, new RateWindows(50 * 55, 50 * 295, 50 * 895), default);

    private static Estimate Estimate(long position, in Pulse pulse, long waitedSeconds = 60) =>
        WaitEstimator.Estimate(position, waitedSeconds * Second, pulse, Policy);

    [Fact]
    public void Without_departures_it_is_what_the_bucket_needs() =>
        Assert.Equal(TimeSpan.FromSeconds(20), Estimate(1_000, Steady).P50);

    [Fact]
    public void Two_hours_are_two_hours() =>
        Assert.Equal(TimeSpan.FromHours(2), Estimate(50 * 7_200, Steady with { Length = 400_000 }).P50);

    [Fact]
    public void Before_there_is_data_it_is_what_the_bucket_promises() =>
        Assert.Equal(TimeSpan.FromSeconds(10), Estimate(1_000, new Pulse(Start, 1_000, 500 * Second, 50, 500, false, Start, default, default)).P50);

    [Fact]
    public void People_who_give_up_shorten_it_more_for_those_far_back()
    {
        // 2 a second of 10,000 give up: h = 0.0002 a person and second; t = ln(1 + h·x/a) / h.
        var pulse = Steady with { Departures = new RateWindows(2 * 55, 2 * 295, 2 * 895) };
        Assert.Equal(Math.Log(1 + 0.0002 * 1_000 / 50) / 0.0002, Estimate(1_000, pulse).P50.TotalSeconds, 3);
        Assert.Equal(Math.Log(1 + 0.0002 * 9_000 / 50) / 0.0002, Estimate(9_000, pulse).P50.TotalSeconds, 3);
        Assert.True(Estimate(9_000, pulse).P50 < TimeSpan.FromSeconds(180));
    }

    [Fact]
    public void A_full_bucket_at_the_front_of_which_nobody_comes_slows_it_to_what_really_happens()
    {
        var stuck = Steady with { Level = 500 * Second, Admissions = new RateWindows(5 * 55, 5 * 295, 5 * 895) };
        Assert.Equal(TimeSpan.FromSeconds(100), Estimate(1_000, stuck).P50);
    }

    [Fact]
    public void It_is_never_better_than_the_bucket_allows()
    {
        var burst = Steady with { Level = 500 * Second, Admissions = new RateWindows(90 * 55, 90 * 295, 90 * 895) };
        Assert.Equal(TimeSpan.FromSeconds(10), Estimate(1_000, burst).P50);
    }

    [Fact]
    public void A_window_older_than_the_event_divides_by_its_age()
    {
        var young = new Pulse(Start + 10 * Second, 5_000, 500 * Second, 50, 500, false, Start, new RateWindows(100, 100, 100), default);
        Assert.Equal(TimeSpan.FromSeconds(100), Estimate(1_500, young).P50);
    }

    [Fact]
    public void The_minimum_wait_counts()
    {
        var idle = new Pulse(Start, 100, 500 * Second, 50, 500, false, Start, default, default);
        Assert.Equal(TimeSpan.FromSeconds(5), Estimate(60, idle, 0).P50);
        Assert.Equal(TimeSpan.FromSeconds(1), Estimate(20, idle, 1).P50);
        Assert.Equal(TimeSpan.Zero, Estimate(5, idle, 0).P50);
    }

    [Fact]
    public void P90_is_never_less_than_p50_and_confidence_is_a_share()
    {
        foreach (var position in (long[])[1, 10, 11, 500, 1_000, 100_000, 10_000_000])
        {
            foreach (var level in (long[])[-10, 0, 100, 500])
            {
                var estimate = Estimate(position, Steady with { Level = level * Second, Departures = new RateWindows(9, 40, 100) });
                Assert.True(estimate.P90 >= estimate.P50);
                Assert.InRange(estimate.Confidence, 0, 1);
            }
        }
    }

    [Fact]
    public void While_paused_only_the_operator_knows() =>
        Assert.Equal(0, Estimate(1_000, Steady with { Paused = true }).Confidence);
}
