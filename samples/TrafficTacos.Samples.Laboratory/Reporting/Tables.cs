using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Simulation;
using static System.FormattableString;
using static TrafficTacos.Samples.Laboratory.Reporting.Summary;

namespace TrafficTacos.Samples.Laboratory.Reporting;

/// <summary>Findings as lines of text.</summary>
internal static class Tables
{
    public static int Wrong(Verdicts verdicts) =>
        verdicts.Inversions + verdicts.BrokenPromises + verdicts.BoundViolations + verdicts.SecondPlaces + verdicts.SecondAdmissions + verdicts.PositionsRisen;

    public static IEnumerable<string> Sale(Findings found)
    {
        var verdicts = found.Trace.Verdicts;
        yield return $"{found.Scenario.Name}: {found.Scenario.Title}";
        yield return Invariant($"  people      {found.Scenario.Visitors}: admitted {found.Count(Fate.Admitted)}, gave up {found.Count(Fate.GaveUp)}, ghosts {found.Count(Fate.Ghost)}, lost {found.Count(Fate.Lost)}, unfinished {found.Count(Fate.Unfinished)}");
        yield return Invariant($"  fairness    inversions {verdicts.Inversions}, broken promises {verdicts.BrokenPromises}, bound violations {verdicts.BoundViolations}, second places {verdicts.SecondPlaces}, positions risen {verdicts.PositionsRisen}; tau {found.Fairness.KendallTau:0.0000}, displacement p99 {found.Fairness.P99Displacement}, most {found.Fairness.MaximumDisplacement}");
        yield return Invariant($"  throughput  {100 * found.Throughput.Utilisation:0.0} % of the rate, head blocked {found.Throughput.HeadBlocked:0} s");
        foreach (var horizon in Enum.GetValues<Horizon>())
            yield return Score(Invariant($"  {horizon.ToString().ToLowerInvariant(),-11}"), [[.. found.Library.Where(forecast => forecast.Horizon == horizon)]]);
        yield return Score("  steady     ", [[.. found.Library.Where(forecast => forecast.Steady)]]);
        yield return Score("  all        ", [found.Library]);
        yield return Invariant($"  steps       {found.Told.Steps}: told went up in {100 * found.Told.Up:0.00} % (by more than a tenth: {100 * found.Told.UpLarge:0.00} %), shown in {100 * found.Shown.Up:0.00} % ({100 * found.Shown.UpLarge:0.00} %)");
    }

    public static IEnumerable<string> Contest(IReadOnlyList<Findings> found)
    {
        foreach (var candidate in Estimators.Contest.All)
        {
            var sales = found.Select(item => (IReadOnlyList<Forecast>)item.Forecasts[candidate.Name]).ToArray();
            yield return $"{candidate.Name}: {candidate.About}";
            yield return Score("  all   ", sales);
            yield return Score("  steady", [.. sales.Select(sale => (IReadOnlyList<Forecast>)[.. sale.Where(forecast => forecast.Steady)])]);
            yield return $"  {string.Join(", ", found.Select((item, i) => Invariant($"{item.Scenario.Name} {100 * EstimateScore.Of([sales[i]]).Median:0.0}")))}";
        }
    }

    private static string Score(string name, IReadOnlyList<IReadOnlyList<Forecast>> sales)
    {
        var score = EstimateScore.Of(sales.Where(sale => sale.Count > 0));
        return score.Count == 0
            ? $"{name} nothing to score"
            : Invariant($"{name} error median {Percent(score.Median)}, mean {Percent(score.Mean)}, p90 {Percent(score.P90)}; bias {Percent(score.Bias)} (mean {Percent(score.MeanBias)}); p90 covers {Percent(score.Coverage)}; confident {Percent(score.Confident)}, of those right {Percent(score.ConfidentRight)}");
    }
}
