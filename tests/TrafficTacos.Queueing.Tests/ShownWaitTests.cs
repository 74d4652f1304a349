using FsCheck;
using FsCheck.Fluent;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Tests;

public sealed class ShownWaitTests
{
    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void The_first_answer_is_shown() => Assert.Equal(Seconds(100), ShownWait.Next(null, default, Seconds(100)));

    [Fact]
    public void It_counts_down_while_the_answers_agree_within_a_tenth()
    {
        Assert.Equal(Seconds(85), ShownWait.Next(Seconds(100), Seconds(15), Seconds(90)));
        Assert.Equal(Seconds(85), ShownWait.Next(Seconds(100), Seconds(15), Seconds(80)));
    }

    [Fact]
    public void It_is_corrected_at_once_when_it_is_off_by_more()
    {
        Assert.Equal(Seconds(170), ShownWait.Next(Seconds(100), Seconds(15), Seconds(170)));
        Assert.Equal(Seconds(40), ShownWait.Next(Seconds(100), Seconds(15), Seconds(40)));
    }

    [Fact]
    public void No_change_of_more_than_a_fifth_is_hidden_and_nothing_below_it_makes_the_time_go_up() =>
        Prop.ForAll((from shown in Gen.Choose(0, 100_000) from elapsed in Gen.Choose(0, 600) from estimate in Gen.Choose(0, 100_000) select (shown, elapsed, estimate)).ToArbitrary(),
            given =>
            {
                var (shown, elapsed, estimate) = (Seconds(given.shown / 10.0), Seconds(given.elapsed / 10.0), Seconds(given.estimate / 10.0));
                var next = ShownWait.Next(shown, elapsed, estimate);
                Assert.True((next - estimate).Duration() <= Seconds(Math.Max(1, 0.2 * estimate.TotalSeconds)));
                Assert.True(next <= shown || next == estimate);
                Assert.True(next >= TimeSpan.Zero);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
}
