using FsCheck;
using FsCheck.Fluent;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Tests;

/// <summary>What holds of every estimate, whatever the store counted.</summary>
public sealed class WaitEstimatorProperties
{
    private const long Second = 1_000_000;
    private const long Start = 1_763_900_000_000_000;

    private static readonly EventPolicy Policy = new(new WaitingRoomOptions());

    /// <summary>Pulses as they can be, and some that cannot: counts that contradict each other must do no harm either.</summary>
    private static readonly Gen<Pulse> Pulses =
        from numbers in Gen.Choose(0, 1_000_000).ArrayOf(18)
        from small in Gen.Choose(0, 20).ArrayOf(18)
        from scale in Gen.Elements(1.0, 0.01, 1e-6)
        select Make(numbers.Zip(small, (number, exponent) => (long)(number * scale) >> exponent).ToArray());

    [Fact]
    public void It_is_a_time_with_a_confidence() => Check((pulse, position, waited) =>
    {
        var estimate = WaitEstimator.Estimate(position, waited, pulse, Policy);
        Assert.InRange(estimate.P50, TimeSpan.Zero, TimeSpan.FromDays(36_525));
        Assert.InRange(estimate.P90, estimate.P50, TimeSpan.FromDays(36_525));
        Assert.InRange(estimate.Confidence, 0, 1);
    });

    [Fact]
    public void Further_back_is_never_sooner() => Check((pulse, position, waited) =>
    {
        var nearer = WaitEstimator.Estimate(position, waited, pulse, Policy);
        foreach (var step in (ReadOnlySpan<long>)[1, 2, 10, 40, 5_000])
        {
            var further = WaitEstimator.Estimate(position + step, waited, pulse, Policy);
            Assert.True(further.P50 >= nearer.P50);
            Assert.True(further.P90 >= nearer.P90 - TimeSpan.FromMilliseconds(1));
        }
    });

    [Fact]
    public void It_is_never_less_than_the_minimum_wait() => Check((pulse, position, _) =>
        Assert.True(WaitEstimator.Estimate(position, 0, pulse, Policy).P50.TotalMicroseconds >= AdmissionRule.MinimumWait(position, Policy)));

    [Fact]
    public void When_everybody_ahead_comes_it_is_never_less_than_the_bucket_promises() => Check((pulse, position, waited) =>
    {
        var all = pulse with { Silent = 0, GaveUp = default, NoShows = default, Vanished = default };
        // Whoever comes into the bypass may use the overdraft, wherever they stand now.
        var promised = AdmissionRule.UntilReady(position, waited, all.Level + Policy.Overdraft * AdmissionRule.Token, all.Refill, Policy);
        Assert.True(WaitEstimator.Estimate(position, waited, all, Policy).P50.TotalMicroseconds >= promised - 1);
    });

    private static void Check(Action<Pulse, long, long> property) =>
        Prop.ForAll((from pulse in Pulses from position in Gen.Choose(1, 400_000) from waited in Gen.Choose(0, 100) select (pulse, position, waited)).ToArbitrary(),
            given => property(given.pulse, given.position, given.waited * Second / 10))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static Pulse Make(long[] n) => new(
        Start + n[0] * Second / 100, n[1], (n[2] - 10) * Second, Math.Max(0.01, n[3] / 100.0), Math.Max(1, n[4]), n[5] % 2 == 1, Start,
        new RateWindows(n[6], n[6] + n[7], n[6] + n[7] + n[8]),
        new RateWindows(n[9], n[9] + n[10], n[9] + n[10] + n[11]),
        new RateWindows(n[12], n[12] + n[13], n[12] + n[13]),
        default,
        n[14] + n[15],
        n[16]);
}
