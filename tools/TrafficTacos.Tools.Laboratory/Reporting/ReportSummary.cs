using TrafficTacos.Tools.Laboratory.Estimators;
using TrafficTacos.Tools.Laboratory.Measures;
using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Reporting;

/// <summary>The measures over all sales, compared with the goals.</summary>
internal sealed class ReportSummary(
    IReadOnlyList<SaleAnalysis> bundled, IReadOnlyList<SaleAnalysis> holdOut, IReadOnlyList<SaleAnalysis> conditions)
{
    /// <summary>The scenario that the goal for utilization refers to.</summary>
    private const string GhostScenario = "ghosts";

    private static readonly Estimator[] Baselines =
        [BaselineEstimators.PositionOverRate, BaselineEstimators.LegacyGatewayAtEvening, BaselineEstimators.LegacyGateway];

    public EstimateScore ScoreOf(Estimator estimator, bool steadyOnly = false, IReadOnlyList<SaleAnalysis>? sales = null) => EstimateScore.Of(
        (sales ?? [.. bundled, .. holdOut, .. conditions])
            .Select(sale => (IReadOnlyList<ScoredEstimate>)[.. sale.ScoredEstimates[estimator.Name].Where(estimate => !steadyOnly || estimate.IsSteady)])
            .Where(estimates => estimates.Count > 0));

    public IEnumerable<(string Name, IReadOnlyList<SaleAnalysis> Sales)> Groups() =>
        [("bundled", bundled), ("hold-out", holdOut), ("conditions", conditions), ("all", [.. bundled, .. holdOut, .. conditions])];

    /// <summary>The goals of each group, in the same order.</summary>
    public IReadOnlyList<(string Group, IReadOnlyList<Goal> Goals)> Goals() =>
        [.. Groups().Select(group => (group.Name, (IReadOnlyList<Goal>)[.. GoalsOf(group.Sales)]))];

    public static string Percent(double share) => double.IsNaN(share) ? "–" : Invariant($"{Math.Round(100 * share, 1) + 0.0:0.0} %");

    private bool IsGenerated(SaleAnalysis sale) => holdOut.Contains(sale) || conditions.Contains(sale);

    private IEnumerable<Goal> GoalsOf(IReadOnlyList<SaleAnalysis> sales)
    {
        var (all, steady) = (ScoreOf(EstimatorCatalog.Library, false, sales), ScoreOf(EstimatorCatalog.Library, true, sales));
        var bestBaseline = Baselines.Min(baseline => ScoreOf(baseline, false, sales).MedianError);
        var violations = sales.Sum(sale => sale.Trace.Violations.Total);
        yield return new Goal("violations (order inversions, broken promises, bound violations, duplicate places, position increases)", "0", Invariant($"{violations}"), violations == 0);
        yield return new Goal("median absolute error of p50, steady", "≤ 5 %", Percent(steady.MedianError), steady.MedianError <= 0.05);
        yield return new Goal("median absolute error of p50, all", "≤ 15 %", Percent(all.MedianError), all.MedianError <= 0.15);
        yield return new Goal("bias (median signed error)", "±3 %", Percent(all.MedianBias), Math.Abs(all.MedianBias) <= 0.03);
        yield return new Goal("bias (mean signed error, each limited to ±100 %)", "±3 %", Percent(all.MeanBias), Math.Abs(all.MeanBias) <= 0.03);
        yield return new Goal("p90 coverage", "85–95 %", Percent(all.Coverage), all.Coverage is >= 0.85 and <= 0.95);
        yield return new Goal("estimates with confidence ≥ 0.8 that are within ±20 %", "≥ 90 %", Percent(all.ConfidentAccuracy), all.ConfidentAccuracy >= 0.9);
        yield return new Goal("median error of the best baseline / of the library", "≥ 3", Invariant($"{bestBaseline / all.MedianError:0.0}"), bestBaseline >= 3 * all.MedianError);
        var generated = sales.Where(sale => IsGenerated(sale) && sale.LibraryEstimates.Count > 0).ToArray();
        var sold = EstimateScore.Of(generated.Select(sale => sale.LibraryEstimates));
        var worst = generated.Length == 0 ? double.NaN : generated.Max(sale => EstimateScore.Of([sale.LibraryEstimates]).MedianError);
        var least = generated.Length == 0 ? double.NaN : sales.Where(IsGenerated).Min(sale => sale.Throughput.SizeUtilization);
        yield return new Goal("generated sales: median error", "≤ 4 %", Percent(sold.MedianError), !(sold.MedianError > 0.04));
        yield return new Goal("generated sales: mean error", "≤ 10 %", Percent(sold.MeanError), !(sold.MeanError > 0.1));
        yield return new Goal("generated sales: median error of the worst", "≤ 20 %", Percent(worst), !(worst > 0.2));
        yield return new Goal("generated sales: the least rate reached, of what the size allows", "≥ 97 %", Percent(least), !(least < 0.97));
        // A group without that scenario has no value, which counts as met.
        var ghosts = sales.FirstOrDefault(sale => sale.Scenario.Name is GhostScenario);
        yield return new Goal(
            "utilization of the configured rate with 30 % ghosts",
            "≥ 97 %",
            ghosts is null ? "–" : Percent(ghosts.Throughput.Utilization),
            ghosts is null || ghosts.Throughput.Utilization >= 0.97);
    }
}
