using FsCheck;
using FsCheck.Fluent;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Tests;

/// <summary>What holds of every estimate, whatever the store counted.</summary>
public sealed class WaitEstimatorProperties
{
    private const long Second = 1_000_000;
    private const long Start = 1_763_900_000_000_000;

    private static readonly EventPolicy Policy = new(new WaitingRoomOptions());

    /// <summary>Snapshots as they can be, and some that cannot: counts that contradict each other must do no harm either.</summary>
    private static readonly Gen<EventSnapshot> Snapshots =
        from numbers in Gen.Choose(0, 1_000_000).ArrayOf(18)
        from small in Gen.Choose(0, 20).ArrayOf(18)
        from scale in Gen.Elements(1.0, 0.01, 1e-6)
        select Make(numbers.Zip(small, (number, exponent) => (long)(number * scale) >> exponent).ToArray());

    [Fact]
    public void It_is_a_time_with_a_confidence() => Check((snapshot, position, waited) =>
    {
        var estimate = WaitEstimator.Estimate(position, waited, snapshot, Policy);
        Assert.InRange(estimate.P50, TimeSpan.Zero, TimeSpan.FromDays(36_525));
        Assert.InRange(estimate.P90, estimate.P50, TimeSpan.FromDays(36_525));
        Assert.InRange(estimate.Confidence, 0, 1);
    });

    [Fact]
    public void Further_back_is_never_sooner() => Check((snapshot, position, waited) =>
    {
        var nearer = WaitEstimator.Estimate(position, waited, snapshot, Policy);
        foreach (var step in (ReadOnlySpan<long>)[1, 2, 10, 40, 5_000])
        {
            var further = WaitEstimator.Estimate(position + step, waited, snapshot, Policy);
            Assert.True(further.P50 >= nearer.P50);
            Assert.True(further.P90 >= nearer.P90 - TimeSpan.FromMilliseconds(1));
        }
    });

    [Fact]
    public void It_is_never_less_than_the_minimum_wait() => Check((snapshot, position, _) =>
        Assert.True(WaitEstimator.Estimate(position, 0, snapshot, Policy).P50.TotalMicroseconds >= Policy.MinimumWait(position)));

    [Fact]
    public void When_everybody_ahead_comes_it_is_never_less_than_the_bucket_promises() => Check((snapshot, position, waited) =>
    {
        var all = snapshot with { Silent = 0, Abandoned = default, NoShows = default, NeverPolled = default };
        // Whoever comes into the bypass may use the overdraft, wherever they stand now.
        var promised = AdmissionRule.UntilReady(position, waited, all.Level + Policy.Overdraft * AdmissionRule.Token, all.AdmissionsPerSecond, Policy);
        Assert.True(WaitEstimator.Estimate(position, waited, all, Policy).P50.TotalMicroseconds >= promised - 1);
    });

    private static void Check(Action<EventSnapshot, long, long> property) =>
        Prop.ForAll((from snapshot in Snapshots from position in Gen.Choose(1, 400_000) from waited in Gen.Choose(0, 100) select (snapshot, position, waited)).ToArbitrary(),
            given => property(given.snapshot, given.position, given.waited * Second / 10))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static EventSnapshot Make(long[] n) => new(
        Start + n[0] * Second / 100, n[1], (n[2] - 10) * Second, Math.Max(0.01, n[3] / 100.0), Math.Max(1, n[4]), n[5] % 2 == 1, Start,
        new RateWindows(n[6], n[6] + n[7], n[6] + n[7] + n[8]),
        new RateWindows(n[9], n[9] + n[10], n[9] + n[10] + n[11]),
        new RateWindows(n[12], n[12] + n[13], n[12] + n[13]),
        default,
        n[14] + n[15],
        n[16],
        Admitted: n[14],
        Seats: n[15],
        Conditions: new EventConditions(
            new EventNumbers(1, 1, EventMode.Normal, n[17], 0, 0, 0, 0, QueueOrder.Arrival, ""), EventPhase.Open, false, Start + n[0] * Second / 100));
}
