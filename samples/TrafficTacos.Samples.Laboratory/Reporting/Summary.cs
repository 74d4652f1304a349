using TrafficTacos.Samples.Laboratory.Estimators;
using TrafficTacos.Samples.Laboratory.Measures;
using static System.FormattableString;

namespace TrafficTacos.Samples.Laboratory.Reporting;

/// <summary>A goal, what was measured among one group of sales, and whether that is enough.</summary>
internal sealed record Goal(string What, string Wanted, string Measured, bool Met);

/// <summary>The figures over all sales, against the goals.</summary>
internal sealed class Summary(IReadOnlyList<Findings> shipped, IReadOnlyList<Findings> holdOut)
{
    /// <summary>The sale that the utilisation's goal speaks of.</summary>
    private const string GhostSale = "ghosts";

    public EstimateScore Of(Candidate candidate, bool steady = false, IReadOnlyList<Findings>? among = null) => EstimateScore.Of(
        (among ?? [.. shipped, .. holdOut])
            .Select(found => (IReadOnlyList<Forecast>)[.. found.Forecasts[candidate.Name].Where(forecast => !steady || forecast.Steady)])
            .Where(sale => sale.Count > 0));

    public IEnumerable<(string Name, IReadOnlyList<Findings> Sales)> Groups() =>
        [("shipped", shipped), ("hold-out", holdOut), ("both", [.. shipped, .. holdOut])];

    /// <summary>The goals among the shipped sales, among those held out, and among both, in the same order.</summary>
    public IReadOnlyList<(string Group, IReadOnlyList<Goal> Goals)> Goals() =>
        [.. Groups().Select(group => (group.Name, (IReadOnlyList<Goal>)[.. Goals(group.Sales)]))];

    private IEnumerable<Goal> Goals(IReadOnlyList<Findings> sales)
    {
        var (all, steady) = (Of(Contest.Library, false, sales), Of(Contest.Library, true, sales));
        var best = ((Candidate[])[Baselines.PositionOverRate, Baselines.Origin, Baselines.OriginAtEight]).Min(baseline => Of(baseline, false, sales).Median);
        var wrong = sales.Sum(found => Tables.Wrong(found.Trace.Verdicts));
        yield return new Goal("inversions, broken promises, bound violations, second places, positions that rose", "0", Invariant($"{wrong}"), wrong == 0);
        yield return new Goal("median absolute error of p50 in steady state", "≤ 5 %", Percent(steady.Median), steady.Median <= 0.05);
        yield return new Goal("median absolute error of p50 over all", "≤ 15 %", Percent(all.Median), all.Median <= 0.15);
        yield return new Goal("bias (median signed error)", "±3 %", Percent(all.Bias), Math.Abs(all.Bias) <= 0.03);
        yield return new Goal("bias (mean signed error, each at most the truth itself)", "±3 %", Percent(all.MeanBias), Math.Abs(all.MeanBias) <= 0.03);
        yield return new Goal("p90 covers", "85–95 %", Percent(all.Coverage), all.Coverage is >= 0.85 and <= 0.95);
        yield return new Goal("of estimates with confidence ≥ 0.8, within ±20 %", "≥ 90 %", Percent(all.ConfidentRight), all.ConfidentRight >= 0.9);
        yield return new Goal("better than the better baseline (median error)", "≥ 3 times", Invariant($"{best / all.Median:0.0} times"), best >= 3 * all.Median);
        // Where nobody is a ghost there is nothing to say.
        var ghosts = sales.FirstOrDefault(found => found.Scenario.Name is GhostSale);
        yield return new Goal(
            "of the configured rate used with 30 % ghosts", "≥ 97 %", ghosts is null ? "–" : Percent(ghosts.Throughput.Utilisation), ghosts is null || ghosts.Throughput.Utilisation >= 0.97);
    }

    public static string Percent(double share) => double.IsNaN(share) ? "–" : Invariant($"{Math.Round(100 * share, 1) + 0.0:0.0} %");
}
