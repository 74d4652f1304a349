using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Estimation;

/// <summary>
/// Estimates the time until a visitor becomes ready. A pure function of the position, the pulse and the policy.
/// </summary>
/// <remarks>
/// <para>Let <c>x</c> be the tokens a visitor at position <c>p</c> still needs: <c>p − L</c> (less the overdraft within the
/// bypass). Somebody ahead who enters takes one token and one position, so <c>x</c> does not change; it falls by the refill
/// <c>a</c>, and by everybody ahead who goes without entering. With a departure rate <c>h</c> a person,
/// <c>dx/dt = −(a + h·p)</c>. Only a full bucket (people at the front who are ready and do not come) stops earning; then
/// <c>a</c> is how fast admissions really happen, never more than the refill.</para>
/// <para>With <c>p ≈ x</c> ahead of the visitor the solution is <c>t = ln(1 + h·x/a) / h</c>, and <c>x/a</c> for <c>h = 0</c>.
/// <c>a</c> and <c>h</c> come from windows of 1, 5 and 15 minutes, weighted 0.5, 0.3 and 0.2; a window older than the event
/// divides by the event's age.</para>
/// </remarks>
internal static class WaitEstimator
{
    private const double Second = 1_000_000;
    private const double SlotLength = 5 * Second;
    private const double Longest = AdmissionRule.LongestWait / Second;
    private const double Z90 = 1.2815515655446004;

    public static Estimate Estimate(long position, long waited, in Pulse pulse, EventPolicy policy)
    {
        var rest = Math.Max(0, AdmissionRule.MinimumWait(position, policy) - waited) / Second;
        var tokens = position <= policy.Bypass ? position - policy.Overdraft : position;
        var needed = Math.Max(0, tokens - pulse.Level / AdmissionRule.Token);
        var admission = AdmissionRate(pulse);
        var departure = pulse.Length > 0 ? Rate(pulse.Departures, pulse) / pulse.Length : 0;

        var p50 = Math.Min(Longest, Math.Max(rest, Duration(needed, admission, departure)));
        // Departures come by chance: as many standard deviations fewer as leave one case in ten.
        var expected = Math.Max(0, needed - admission * p50);
        var fewer = expected > 0 ? Math.Max(0, 1 - Z90 / Math.Sqrt(expected)) : 1;
        var p90 = Math.Max(rest, Duration(needed, admission, departure * fewer));
        // A whole poll may pass before the visitor sees it; at least a tenth for what no window knows yet.
        p90 = Math.Min(Longest, Math.Max(p90, p50 * 1.1));
        return new Estimate(TimeSpan.FromSeconds(p50), TimeSpan.FromSeconds(p90), Confidence(p50, p90, pulse));
    }

    /// <summary>Admissions a second in the last minute.</summary>
    public static double RecentAdmissionRate(Pulse pulse) => pulse.Admissions.One / Span(pulse, 55);

    private static double Duration(double needed, double admission, double departure)
    {
        if (needed <= 0)
            return 0;
        var growth = departure * needed / admission;
        return growth < 1e-9 ? needed / admission : Math.Log(1 + growth) / departure;
    }

    private static double AdmissionRate(in Pulse pulse)
    {
        var earning = pulse.Level < (pulse.Capacity - 1) * AdmissionRule.Token;
        if (earning || pulse.Admissions.Fifteen == 0)
            return pulse.Refill;
        // Never so slow that an idle evening before the sale turns into a wait of days.
        return Math.Clamp(Rate(pulse.Admissions, pulse), pulse.Refill / 100, pulse.Refill);
    }

    /// <summary>Events a second, by the weighted windows.</summary>
    private static double Rate(in RateWindows windows, in Pulse pulse)
    {
        return 0.5 * windows.One / Span(pulse, 55)
            + 0.3 * windows.Five / Span(pulse, 295)
            + 0.2 * windows.Fifteen / Span(pulse, 895);
    }

    /// <summary>Seconds a window really covers: its finished slots and the one that runs (12 slots reach back 55 to 60
    /// seconds), or the event's age when that is less.</summary>
    private static double Span(in Pulse pulse, double finished) =>
        Math.Min(Math.Max(Second, pulse.Now - pulse.Born) / Second, finished + pulse.Now % SlotLength / Second);

    /// <summary>How narrow the estimate is, less while the event is younger than a minute; nothing while paused, when only
    /// an operator knows.</summary>
    private static double Confidence(double p50, double p90, in Pulse pulse)
    {
        if (pulse.Paused)
            return 0;
        var young = Math.Min(1, (pulse.Now - pulse.Born) / (60 * Second));
        return p90 <= 0 ? 1 : p50 / p90 * (0.5 + 0.5 * young);
    }
}
