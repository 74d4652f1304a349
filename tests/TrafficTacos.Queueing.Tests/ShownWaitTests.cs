using FsCheck;
using FsCheck.Fluent;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Tests;

public sealed class ShownWaitTests
{
    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void The_first_answer_is_shown() => Assert.Equal(Seconds(100), ShownWait.Next(null, Seconds(100)));

    [Fact]
    public void It_follows_every_answer_down() => Assert.Equal(Seconds(40), ShownWait.Next(Seconds(100), Seconds(40)));

    [Theory]
    [InlineData(100, 110)]
    [InlineData(90, 100)]
    [InlineData(5, 6)]
    [InlineData(0, 1)]
    public void It_stands_still_while_answers_are_a_little_above(double shown, double estimate) =>
        Assert.Equal(Seconds(shown), ShownWait.Next(Seconds(shown), Seconds(estimate)));

    [Fact]
    public void It_jumps_at_once_when_they_are_above_by_more() => Assert.Equal(Seconds(112), ShownWait.Next(Seconds(100), Seconds(112)));

    [Fact]
    public void No_change_of_more_than_a_fifth_is_hidden_and_none_below_a_tenth_makes_it_go_up() =>
        Prop.ForAll((from shown in Gen.Choose(0, 100_000) from percent in Gen.Choose(0, 300) select (shown, percent)).ToArbitrary(), given =>
        {
            var (shown, estimate) = (Seconds(given.shown / 10.0), Seconds(given.shown * given.percent / 1000.0));
            var next = ShownWait.Next(shown, estimate);
            Assert.True((next - estimate).Duration() <= Seconds(Math.Max(1, 0.2 * estimate.TotalSeconds)));
            Assert.True(next <= shown || (next == estimate && given.percent > 110));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
}
