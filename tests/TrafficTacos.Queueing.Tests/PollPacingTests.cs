using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests;

/// <summary>Intervals of 2 to 15 seconds, unless a row says otherwise.</summary>
public sealed class PollPacingTests
{
    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 2)]
    [InlineData(0.001, 0.5)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.501, 0.501)]
    [InlineData(1.9, 1.9)]
    [InlineData(2, 2)]
    [InlineData(2.001, 2)]
    [InlineData(20, 2)]
    [InlineData(30, 3)]
    [InlineData(150, 15)]
    [InlineData(7_200, 15)]
    public void The_next_poll_is_when_the_turn_is_expected_or_after_a_tenth_of_the_wait(double left, double after) =>
        Assert.Equal(TimeSpan.FromSeconds(after), After(left, random: 0));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    [InlineData(20, 2)]
    [InlineData(21, 2)]
    [InlineData(30, 2.4)]
    [InlineData(7_200, 12)]
    public void A_crowd_far_back_comes_up_to_a_fifth_sooner_and_never_below_the_minimum(double left, double after) =>
        Assert.Equal(TimeSpan.FromSeconds(after), After(left, random: 1));

    [Fact]
    public void Chance_spreads_a_crowd_evenly() =>
        Assert.Equal([15, 14.25, 13.5, 12.75, 12], new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(random => After(7_200, random).TotalSeconds));

    [Theory]
    [InlineData(0.01, 0.2)]
    [InlineData(0.15, 0.2)]
    [InlineData(0.2, 0.2)]
    [InlineData(5, 0.4)]
    public void A_minimum_below_half_a_second_holds(double left, double after) =>
        Assert.Equal(TimeSpan.FromSeconds(after), After(left, random: 1, minimum: 0.2));

    private static TimeSpan After(double left, double random, double minimum = 2) =>
        PollPacing.After(TimeSpan.FromSeconds(left), Policies.Of(o => o.MinimumPollInterval = TimeSpan.FromSeconds(minimum)), random);
}
