using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Estimators;

/// <summary>Methods of other waiting rooms.</summary>
internal static class BaselineEstimators
{
    private const double EveningWeight = 1.8;

    /// <summary>The most common method.</summary>
    public static Estimator PositionOverRate { get; } = Estimator.FromSeconds(
        "position ÷ rate",
        "the position divided by the configured rate",
        static (trace, sample) => sample.Position / trace.SnapshotOf(sample).AdmissionsPerSecond);

    /// <summary>The method of the Go gateway whose HTTP contract this project keeps, at 20:00, when the simulated sales begin.</summary>
    public static Estimator LegacyGatewayAtEvening { get; } = Estimator.FromSeconds(
        "legacy gateway, 20:00",
        "weighted windows × weight of the hour (1.8 at 20:00), 10 % margin, 1 to 600 s",
        static (trace, sample) => LegacyGatewaySeconds(trace, sample, EveningWeight));

    /// <summary>The same at an hour with a weight of 1, which gives it smaller errors here.</summary>
    public static Estimator LegacyGateway { get; } = Estimator.FromSeconds(
        "legacy gateway, weight 1",
        "the same at an hour with a weight of 1",
        static (trace, sample) => LegacyGatewaySeconds(trace, sample, 1));

    /// <summary>Admissions of 1, 5 and 15 minutes divided by the full windows and weighted 0.5, 0.3 and 0.2, without empty windows,
    /// times the weight of the hour; a margin of a tenth; two seconds a position while there is no data.</summary>
    private static double LegacyGatewaySeconds(SaleTrace trace, in EstimateSample sample, double hourWeight)
    {
        var windows = trace.SnapshotOf(sample).Admissions;
        var (sum, weights) = (0d, 0d);
        foreach (var (count, seconds, weight) in (ReadOnlySpan<(long, double, double)>)[(windows.One, 60, 0.5), (windows.Five, 300, 0.3), (windows.Fifteen, 900, 0.2)])
        {
            if (count > 0)
                (sum, weights) = (sum + weight * count / seconds, weights + weight);
        }

        return weights == 0 ? 2 * sample.Position : Math.Floor(Math.Clamp(1.1 * sample.Position / (sum / weights * hourWeight), 1, 600));
    }
}
