using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Estimators;

/// <summary>What the specification begins with, and the library had first: everybody who went without entering, in windows of
/// 1, 5 and 15 minutes weighted 0.5, 0.3 and 0.2, is a rate a person and second; p90 from the chance of those departures, and
/// at least a tenth above p50.</summary>
internal static class Windows
{
    private const double Z90 = 1.2815515655446004;

    public static Candidate Specification { get; } = new(
        "windows", "all departures as one rate, from weighted windows of 1, 5 and 15 minutes", static (trace, ask) => Of(ask, trace.PulseOf(ask), trace.Policy));

    private static Estimate Of(in Ask ask, in Pulse pulse, EventPolicy policy)
    {
        var rest = Math.Max(0, AdmissionRule.MinimumWait(ask.Position, policy) - ask.Waited) / 1e6;
        var tokens = ask.Position <= policy.Bypass ? ask.Position - policy.Overdraft : ask.Position;
        var needed = Math.Max(0, tokens - pulse.Level / AdmissionRule.Token);
        var admission = AdmissionRate(pulse);
        var departure = pulse.Length > 0 ? (Rate(pulse.GaveUp, pulse) + Rate(pulse.NoShows, pulse) + Rate(pulse.Vanished, pulse)) / pulse.Length : 0;
        var p50 = Math.Max(rest, Duration(needed, admission, departure));
        var expected = Math.Max(0, needed - admission * p50);
        var fewer = expected > 0 ? Math.Max(0, 1 - Z90 / Math.Sqrt(expected)) : 1;
        var p90 = Math.Max(Math.Max(rest, Duration(needed, admission, departure * fewer)), p50 * 1.1);
        var young = Math.Min(1, (pulse.Now - pulse.Born) / 60e6);
        var confidence = pulse.Paused ? 0 : p90 <= 0 ? 1 : p50 / p90 * (0.5 + 0.5 * young);
        return new Estimate(TimeSpan.FromSeconds(Math.Min(p50, 1e9)), TimeSpan.FromSeconds(Math.Min(p90, 1e9)), confidence);
    }

    private static double Duration(double needed, double admission, double departure)
    {
        var growth = departure * needed / admission;
        return growth < 1e-9 ? needed / admission : Math.Log(1 + growth) / departure;
    }

    private static double AdmissionRate(in Pulse pulse)
    {
        var earning = pulse.Level < (pulse.Capacity - 1) * AdmissionRule.Token;
        return earning || pulse.Admissions.Fifteen == 0
            ? pulse.Refill
            : Math.Clamp(Rate(pulse.Admissions, pulse), pulse.Refill / 100, pulse.Refill);
    }

    private static double Rate(in RateWindows windows, in Pulse pulse) =>
        0.5 * windows.One / Span(pulse, 55) + 0.3 * windows.Five / Span(pulse, 295) + 0.2 * windows.Fifteen / Span(pulse, 895);

    private static double Span(in Pulse pulse, double finished) =>
        Math.Min(Math.Max(1e6, pulse.Now - pulse.Born) / 1e6, finished + pulse.Now % 5e6 / 1e6);
}
