using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Tools.Laboratory.Estimators;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>How the waiting time of one visitor changes from response to response, in whole seconds as a page displays it.</summary>
/// <param name="Updates">The number of pairs of consecutive responses.</param>
/// <param name="IncreaseShare">The share of pairs with an increase.</param>
/// <param name="MedianIncrease">The median increase, relative to the earlier time.</param>
/// <param name="P90Increase">The 90th percentile of the increases.</param>
/// <param name="LargeIncreaseShare">The share of pairs with an increase by more than a tenth.</param>
internal sealed record EstimateStability(int Updates, double IncreaseShare, double MedianIncrease, double P90Increase, double LargeIncreaseShare)
{
    /// <summary>The stability of the estimates as they are reported.</summary>
    public static EstimateStability OfReported(SaleTrace trace, Estimator estimator) =>
        Of(DisplayedTimes(trace, estimator, static (_, reported) => reported));

    /// <summary>The stability of what a page displays if it applies <see cref="ShownWait"/>.</summary>
    public static EstimateStability OfDisplayed(SaleTrace trace, Estimator estimator) => Of(DisplayedTimes(trace, estimator, ShownWait.Next));

    private static EstimateStability Of(IEnumerable<(double Before, double After)> pairs)
    {
        var (updates, increases) = (0, new List<double>());
        foreach (var (before, after) in pairs)
        {
            updates++;
            if (after > before)
                increases.Add((after - before) / Math.Max(1, before));
        }

        var weighted = increases.Select(increase => (increase, 1.0)).ToArray();
        return new EstimateStability(
            updates,
            Share(increases.Count),
            WeightedStatistics.Quantile(weighted, 0.5),
            WeightedStatistics.Quantile(weighted, 0.9),
            Share(increases.Count(increase => increase > 0.1)));

        double Share(int count) => updates > 0 ? (double)count / updates : 0;
    }

    private static IEnumerable<(double Before, double After)> DisplayedTimes(
        SaleTrace trace, Estimator estimator, Func<TimeSpan?, TimeSpan, TimeSpan> rule)
    {
        foreach (var samples in trace.Samples.GroupBy(sample => sample.Visitor))
        {
            TimeSpan? last = null;
            foreach (var sample in samples)
            {
                var displayed = rule(last, estimator.Estimate(trace, sample).P50);
                if (last is { } before)
                    yield return (Math.Ceiling(before.TotalSeconds), Math.Ceiling(displayed.TotalSeconds));
                last = displayed;
            }
        }
    }
}
