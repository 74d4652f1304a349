using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Tools.Laboratory.Estimators;

/// <summary>The estimators of a comparison: the library's, variants of it with one input removed, and other methods.</summary>
internal static class EstimatorCatalog
{
    /// <summary>The library's estimator, which visitors see.</summary>
    public static Estimator Library { get; } = Variant("library", "the library's estimator", static snapshot => snapshot);

    /// <summary>The estimate that was reported, rounded as an HTTP response rounds it: up to whole seconds.</summary>
    public static Estimator Reported { get; } = new("reported", "the estimate of the HTTP response", static (_, sample) => new Estimate(
        TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(sample.Reported.P50.TotalSeconds))),
        TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(sample.Reported.P90.TotalSeconds))),
        Math.Round(sample.Reported.Confidence, 2)));

    public static IReadOnlyList<Estimator> All { get; } =
    [
        Library,
        Variant("without silence", "ignores silent visitors", static snapshot => snapshot with { Silent = 0 }),
        Variant("without no-shows", "ignores no-shows at the head", static snapshot => snapshot with { NoShows = default }),
        Variant("without abandonment", "expects no further abandonment", static snapshot => snapshot with { Abandoned = default }),
        Variant("last minute", "takes rates from the last minute only", static snapshot => snapshot with
        {
            // The estimator takes the smaller rate of two windows: a large count in the other window removes its influence.
            Abandoned = snapshot.Abandoned with { Five = snapshot.Abandoned.One * 60 },
            NoShows = snapshot.NoShows with { Five = long.MaxValue / 2 },
        }),
        DepartureRateEstimator.Instance,
        BaselineEstimators.PositionOverRate,
        BaselineEstimators.LegacyGatewayAtEvening,
        BaselineEstimators.LegacyGateway,
    ];

    private static Estimator Variant(string name, string description, Func<EventSnapshot, EventSnapshot> modify) => new(
        name, description, (trace, sample) => WaitEstimator.Estimate(sample.Position, sample.Waited, modify(trace.SnapshotOf(sample)), trace.Policy));
}
