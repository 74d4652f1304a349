using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Estimators;

/// <summary>
/// The library's first estimator. It counts every departure without an admission as one rate per visitor and second, from windows of 1,
/// 5 and 15 minutes weighted 0.5, 0.3 and 0.2. The p90 follows from the variance of those departures and is at least a tenth
/// above the p50.
/// </summary>
internal static class DepartureRateEstimator
{
    private const double Z90 = 1.2815515655446004;

    public static Estimator Instance { get; } = new(
        "departure rate",
        "all departures as one rate, from weighted windows of 1, 5 and 15 minutes",
        static (trace, sample) => Estimate(sample, trace.SnapshotOf(sample), trace.Policy));

    private static Estimate Estimate(in EstimateSample sample, in EventSnapshot snapshot, EventPolicy policy)
    {
        var minimumWaitLeft = Math.Max(0, policy.MinimumWait(sample.Position) - sample.Waited) / 1e6;
        var tokens = sample.Position <= policy.OverdraftPositions ? sample.Position - policy.Overdraft : sample.Position;
        var needed = Math.Max(0, tokens - snapshot.Level / AdmissionRule.Token);
        var admissions = AdmissionRate(snapshot);
        var departures = snapshot.Length > 0
            ? (Rate(snapshot.Abandoned, snapshot) + Rate(snapshot.NoShows, snapshot) + Rate(snapshot.NeverPolled, snapshot)) / snapshot.Length
            : 0;
        var p50 = Math.Max(minimumWaitLeft, Duration(needed, admissions, departures));
        var expectedDepartures = Math.Max(0, needed - admissions * p50);
        var reduction = expectedDepartures > 0 ? Math.Max(0, 1 - Z90 / Math.Sqrt(expectedDepartures)) : 1;
        var p90 = Math.Max(Math.Max(minimumWaitLeft, Duration(needed, admissions, departures * reduction)), p50 * 1.1);
        var maturity = Math.Min(1, (snapshot.Now - snapshot.FirstJoin) / 60e6);
        var confidence = snapshot.Paused ? 0 : p90 <= 0 ? 1 : p50 / p90 * (0.5 + 0.5 * maturity);
        return new Estimate(TimeSpan.FromSeconds(Math.Min(p50, 1e9)), TimeSpan.FromSeconds(Math.Min(p90, 1e9)), confidence);
    }

    private static double Duration(double needed, double admissions, double departures)
    {
        var growth = departures * needed / admissions;
        return growth < 1e-9 ? needed / admissions : Math.Log(1 + growth) / departures;
    }

    private static double AdmissionRate(in EventSnapshot snapshot)
    {
        var isRefilling = snapshot.Level < (snapshot.Burst - 1) * AdmissionRule.Token;
        return isRefilling || snapshot.Admissions.Fifteen == 0
            ? snapshot.AdmissionsPerSecond
            : Math.Clamp(Rate(snapshot.Admissions, snapshot), snapshot.AdmissionsPerSecond / 100, snapshot.AdmissionsPerSecond);
    }

    private static double Rate(in RateWindows windows, in EventSnapshot snapshot) =>
        0.5 * windows.One / Span(snapshot, 55) + 0.3 * windows.Five / Span(snapshot, 295) + 0.2 * windows.Fifteen / Span(snapshot, 895);

    /// <summary>Seconds that a window covers: its finished slots and the running one, or the event's age.</summary>
    private static double Span(in EventSnapshot snapshot, double finishedSlots) =>
        Math.Min(Math.Max(1e6, snapshot.Now - snapshot.FirstJoin) / 1e6, finishedSlots + snapshot.Now % 5e6 / 1e6);
}
