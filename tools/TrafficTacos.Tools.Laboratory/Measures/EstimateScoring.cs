using TrafficTacos.Tools.Laboratory.Estimators;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>Selects the samples of a sale that are scored, and compares an estimator with the actual waits.</summary>
internal static class EstimateScoring
{
    /// <summary>Shorter waits have no distinct samples for each horizon.</summary>
    private const double MinWait = 10;

    private const double SteadyAge = 60;

    public static List<ScoredEstimate> Score(SaleTrace trace, Estimator estimator)
    {
        var disturbances = Disturbances(trace.Scenario);
        var start = trace.Snapshots.Count == 0 ? 0 : trace.Snapshots[0].At / 1e6;
        var scored = new List<ScoredEstimate>();
        foreach (var group in trace.Samples.GroupBy(sample => sample.Visitor))
        {
            var visitor = trace.Visitors[group.Key];
            if (visitor.ReadyAt < 0)
                continue;
            var ready = visitor.ReadyAt / 1e6;
            var samples = group.ToArray();
            var wait = ready - samples[0].At / 1e6;
            if (wait < MinWait)
                continue;
            foreach (var (horizon, sample) in (ReadOnlySpan<(Horizon, EstimateSample)>)
                [(Horizon.Join, samples[0]), (Horizon.Half, Nearest(samples, ready - wait / 2)), (Horizon.Tenth, Nearest(samples, ready - wait / 10))])
            {
                var at = sample.At / 1e6;
                var estimate = estimator.Estimate(trace, sample);
                var isSteady = at >= start + SteadyAge && !sample.Paused && !disturbances.Any(disturbance => disturbance.To >= at && disturbance.From <= ready);
                scored.Add(new ScoredEstimate(
                    group.Key,
                    at,
                    horizon,
                    isSteady,
                    Math.Max(0, ready - at),
                    visitor.ReadyReportedAt / 1e6 - at,
                    estimate.P50.TotalSeconds,
                    estimate.P90.TotalSeconds,
                    estimate.Confidence));
            }
        }

        return scored;
    }

    private static EstimateSample Nearest(EstimateSample[] samples, double seconds)
    {
        var nearest = samples[0];
        foreach (var sample in samples)
        {
            if (Math.Abs(sample.At / 1e6 - seconds) < Math.Abs(nearest.At / 1e6 - seconds))
                nearest = sample;
        }

        return nearest;
    }

    /// <summary>Times at which no estimate can foresee what happens.</summary>
    private static List<(double From, double To)> Disturbances(Scenario scenario) =>
    [
        .. scenario.Changes.Select(change => (change.At, change.At)),
        .. scenario.Abandonment.Where(rule => rule.Kind == AbandonmentKind.Wave).Select(rule => (rule.At, rule.At + rule.Duration)),
    ];
}
