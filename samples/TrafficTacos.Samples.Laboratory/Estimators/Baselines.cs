using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Estimators;

/// <summary>What others do.</summary>
internal static class Baselines
{
    /// <summary>What nearly everybody shows.</summary>
    public static Candidate PositionOverRate { get; } = Candidate.OfSeconds(
        "position ÷ rate", "the position over the configured rate", static (trace, ask) => ask.Position / trace.PulseOf(ask).Refill);

    /// <summary>The Go gateway whose contract this project keeps: admissions of 1, 5 and 15 minutes over the full windows,
    /// weighted 0.5, 0.3 and 0.2 (a window without any is left out), times a weight for the hour of the day; a tenth on top;
    /// from 1 to 600 whole seconds; two seconds a position while there is no data. The sale begins at 20:00, where its table
    /// says 1.8.</summary>
    public static Candidate Origin { get; } = Candidate.OfSeconds(
        "origin", "weighted windows × hour of the day (20:00: 1.8), clamp 1–600 s, 10 % margin", static (trace, ask) => OriginSeconds(trace, ask, 1.8));

    /// <summary>The same at an hour whose weight is 1, which flatters it.</summary>
    public static Candidate OriginAtEight { get; } = Candidate.OfSeconds(
        "origin, hour 1.0", "the same at an hour of the day whose weight is 1", static (trace, ask) => OriginSeconds(trace, ask, 1));

    private static double OriginSeconds(Trace trace, in Ask ask, double hour)
    {
        var windows = trace.PulseOf(ask).Admissions;
        var (sum, weights) = (0d, 0d);
        foreach (var (count, seconds, weight) in (ReadOnlySpan<(long, double, double)>)[(windows.One, 60, 0.5), (windows.Five, 300, 0.3), (windows.Fifteen, 900, 0.2)])
        {
            if (count > 0)
                (sum, weights) = (sum + weight * count / seconds, weights + weight);
        }

        return weights == 0 ? 2 * ask.Position : Math.Floor(Math.Clamp(1.1 * ask.Position / (sum / weights * hour), 1, 600));
    }
}
