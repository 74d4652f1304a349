using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests;

/// <summary>The rule at its limits, with the default policy: an overdraft of 10 for the first 10, who wait 0 s; those up to 50 wait 2 s, the
/// others 5 s.</summary>
public sealed class AdmissionRuleTests
{
    private const long Second = 1_000_000;
    private const long Start = 1_763_900_000_000_000;

    private static readonly EventPolicy Policy = Policies.Of(_ => { });

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 2)]
    [InlineData(-3, 1, -1)]
    [InlineData(90, 4, 98)]
    [InlineData(90, 5, 100)]
    [InlineData(90, 60, 100)]
    [InlineData(150, 0, 100)]
    [InlineData(50, -10, 50)]
    public void A_bucket_fills_at_its_rate_up_to_its_burst_and_never_loses_by_a_clock_set_back(double tokens, long seconds, double filled)
    {
        Assert.Equal(filled * Second, AdmissionRule.Level(tokens * Second, Start, Start + seconds * Second, rate: 2, burst: 100, paused: false));
        Assert.Equal(Math.Min(100, tokens) * Second, AdmissionRule.Level(tokens * Second, Start, Start + seconds * Second, rate: 2, burst: 100, paused: true));
    }

    [Theory]
    [InlineData(-10, 0)]
    [InlineData(-9.5, 0)]
    [InlineData(-9, 1)]
    [InlineData(0, 10)]
    [InlineData(3.9, 10)]
    [InlineData(10, 10)]
    [InlineData(10.9, 10)]
    [InlineData(11, 11)]
    [InlineData(499.9, 499)]
    public void The_bucket_serves_its_whole_tokens_and_the_first_ten_on_credit(double tokens, int positions)
    {
        Assert.Equal(positions, AdmissionRule.Reach(tokens * Second, paused: false, Policy));
        Assert.Equal(0, AdmissionRule.Reach(tokens * Second, paused: true, Policy));
        // An hour is longer than any minimum wait.
        Assert.Equal(positions, Enumerable.Range(1, 600).Count(position => AdmissionRule.IsReady(position, 3_600 * Second, tokens * Second, paused: false, Policy)));
        Assert.DoesNotContain(Enumerable.Range(1, 600), position => AdmissionRule.IsReady(position, 3_600 * Second, tokens * Second, paused: true, Policy));
    }

    [Fact]
    public void A_credit_larger_than_its_positions_lends_no_further_than_they_reach_and_a_smaller_one_no_more_than_it_is()
    {
        var deep = Policies.Of(o => (o.Overdraft, o.OverdraftPositions) = (20, 5));
        Assert.Equal([0, 3, 5, 5, 7], new[] { -20, -17, -15, 2, 7 }.Select(tokens => AdmissionRule.Reach(tokens * Second, paused: false, deep)));
        var shallow = Policies.Of(o => (o.Overdraft, o.OverdraftPositions) = (5, 20));
        Assert.Equal([0, 5, 19, 20, 20, 21], new[] { -5, 0, 14, 15, 20, 21 }.Select(tokens => AdmissionRule.Reach(tokens * Second, paused: false, shallow)));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 2)]
    [InlineData(50, 2)]
    [InlineData(51, 5)]
    [InlineData(400_000, 5)]
    public void Whoever_is_served_has_waited_the_minimum_of_their_position(long position, long seconds)
    {
        Assert.True(AdmissionRule.IsReady(position, seconds * Second, 500_000d * Second, paused: false, Policy));
        Assert.Equal(seconds == 0, AdmissionRule.IsReady(position, seconds * Second - 1, 500_000d * Second, paused: false, Policy));
    }

    [Theory]
    // On credit: as many tokens as the position is beyond the overdraft.
    [InlineData(1, -10, 60, 0.5)]
    [InlineData(10, -10, 60, 5)]
    [InlineData(10, 0, 60, 0)]
    // Without credit: as many as the position.
    [InlineData(11, 0, 60, 5.5)]
    [InlineData(100, 40, 60, 30)]
    [InlineData(100, 200, 60, 0)]
    // The rest of the minimum wait, if that is longer.
    [InlineData(20, 30, 0.5, 1.5)]
    [InlineData(60, 60, 0, 5)]
    [InlineData(60, 56, 0, 5)]
    [InlineData(60, 46, 0, 7)]
    public void The_time_left_is_what_the_bucket_has_to_earn_or_what_is_left_of_the_minimum_wait(long position, double tokens, double waited, double left) =>
        Assert.Equal(left * Second, AdmissionRule.UntilReady(position, (long)(waited * Second), tokens * Second, rate: 2, Policy));

    [Fact]
    public void No_wait_is_longer_than_a_century() =>
        Assert.Equal(TimeSpan.FromDays(36_525), TimeSpan.FromMicroseconds(AdmissionRule.UntilReady(1_000_000, 0, 0, rate: 1e-9, Policy)));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(137)]
    public void Whoever_waits_the_time_left_is_ready_then_and_not_a_microsecond_before(long position)
    {
        const double rate = 0.5;
        foreach (var tokens in (double[])[-10, -3.25, 0, 7.5, 20])
        {
            var left = (long)AdmissionRule.UntilReady(position, waited: 0, tokens * Second, rate, Policy);
            Assert.True(IsReadyAfter(left));
            Assert.Equal(left == 0, IsReadyAfter(left - 1));

            bool IsReadyAfter(long time) =>
                AdmissionRule.IsReady(position, time, AdmissionRule.Level(tokens * Second, 0, time, rate, burst: 500, paused: false), paused: false, Policy);
        }
    }
}
