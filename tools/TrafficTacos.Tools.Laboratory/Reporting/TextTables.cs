using TrafficTacos.Tools.Laboratory.Estimators;
using TrafficTacos.Tools.Laboratory.Measures;
using TrafficTacos.Tools.Laboratory.Simulation;
using static System.FormattableString;
using static TrafficTacos.Tools.Laboratory.Reporting.ReportSummary;

namespace TrafficTacos.Tools.Laboratory.Reporting;

/// <summary>Analyses as lines of text for the console.</summary>
internal static class TextTables
{
    public static IEnumerable<string> Sale(SaleAnalysis sale)
    {
        var violations = sale.Trace.Violations;
        var (reported, displayed) = (sale.ReportedStability, sale.DisplayedStability);
        yield return $"{sale.Scenario.Name}: {sale.Scenario.Title}";
        yield return Invariant($"  visitors    {sale.Scenario.VisitorCount}: admitted {sale.Count(VisitorOutcome.Admitted)}, abandoned {sale.Count(VisitorOutcome.Abandoned)}, ghosts {sale.Count(VisitorOutcome.Ghost)}, lost {sale.Count(VisitorOutcome.Lost)}, unfinished {sale.Count(VisitorOutcome.Unfinished)}{TurnedAway(sale.Count(VisitorOutcome.TurnedAway))}");
        yield return Invariant($"  fairness    order inversions {violations.OrderInversions}, broken promises {violations.BrokenPromises}, bound violations {violations.BoundViolations}, duplicate places {violations.DuplicatePlaces}, position increases {violations.PositionIncreases}; tau {sale.Fairness.KendallTau:0.0000}, displacement p99 {sale.Fairness.P99Displacement}, max {sale.Fairness.MaxDisplacement}");
        yield return Invariant($"  throughput  utilization {100 * sale.Throughput.Utilization:0.0} %, of what the size allows {100 * sale.Throughput.SizeUtilization:0.0} %, head blocked {sale.Throughput.HeadBlockedSeconds:0} s");
        if (!double.IsNaN(sale.SeatsTaken))
            yield return Invariant($"  seats       {100 * sale.SeatsTaken:0.0} % taken while more visitors waited than there were free");
        foreach (var horizon in Enum.GetValues<Horizon>())
            yield return Score(Invariant($"  {horizon.ToString().ToLowerInvariant(),-11}"), [[.. sale.LibraryEstimates.Where(estimate => estimate.Horizon == horizon)]]);
        yield return Score("  steady     ", [[.. sale.LibraryEstimates.Where(estimate => estimate.IsSteady)]]);
        yield return Score("  all        ", [sale.LibraryEstimates]);
        yield return Invariant($"  updates     {reported.Updates}: reported wait increased in {100 * reported.IncreaseShare:0.00} % (by more than a tenth: {100 * reported.LargeIncreaseShare:0.00} %), displayed wait in {100 * displayed.IncreaseShare:0.00} % ({100 * displayed.LargeIncreaseShare:0.00} %)");
    }

    public static IEnumerable<string> EstimatorComparison(IReadOnlyList<SaleAnalysis> sales)
    {
        foreach (var estimator in EstimatorCatalog.All)
        {
            var scored = sales.Select(sale => (IReadOnlyList<ScoredEstimate>)sale.ScoredEstimates[estimator.Name]).ToArray();
            yield return $"{estimator.Name}: {estimator.Description}";
            yield return Score("  all   ", scored);
            yield return Score("  steady", [.. scored.Select(estimates => (IReadOnlyList<ScoredEstimate>)[.. estimates.Where(estimate => estimate.IsSteady)])]);
            yield return $"  {string.Join(", ", sales.Select((sale, i) => Invariant($"{sale.Scenario.Name} {100 * EstimateScore.Of([scored[i]]).MedianError:0.0}")))}";
        }
    }

    private static string TurnedAway(int count) => count > 0 ? Invariant($", turned away {count}") : "";

    private static string Score(string name, IReadOnlyList<IReadOnlyList<ScoredEstimate>> sales)
    {
        var score = EstimateScore.Of(sales.Where(estimates => estimates.Count > 0));
        return score.Count == 0
            ? $"{name} no estimates"
            : Invariant($"{name} error median {Percent(score.MedianError)}, mean {Percent(score.MeanError)}, p90 {Percent(score.P90Error)}; bias {Percent(score.MedianBias)} (mean {Percent(score.MeanBias)}); p90 coverage {Percent(score.Coverage)}; confident {Percent(score.ConfidentShare)}, accurate {Percent(score.ConfidentAccuracy)}");
    }
}
