using System.Text;
using TrafficTacos.Samples.Laboratory.Estimators;
using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Simulation;
using static System.FormattableString;
using static TrafficTacos.Samples.Laboratory.Reporting.Summary;

namespace TrafficTacos.Samples.Laboratory.Reporting;

/// <summary>The report as Markdown.</summary>
internal static class MarkdownPage
{
    public static string Of(Summary summary, IReadOnlyList<Findings> shipped, IReadOnlyList<Findings> holdOut, ulong seed, double scale)
    {
        var page = new StringBuilder();
        page.AppendLine("# Fair and true: the proof").AppendLine();
        page.AppendLine(Invariant($"Written by the laboratory from seed {seed}{(scale == 1 ? "" : Invariant($" at {scale} of the size"))}; not edited by hand. The same command writes the same bytes:"));
        page.AppendLine().AppendLine(Invariant($"    dotnet run -c Release --project samples/TrafficTacos.Samples.Laboratory -- prove{(seed == 1 ? "" : Invariant($" --seed {seed}"))}{(scale == 1 ? "" : Invariant($" --scale {scale}"))}")).AppendLine();
        page.AppendLine("What each word means is in the [sample's README](../../samples/TrafficTacos.Samples.Laboratory/README.md); every sale's plots are in [index.html](index.html).\nThree of them in real time against a real gateway, beside their simulation: [replay.md](replay.md).").AppendLine();
        page.AppendLine("![What visitors were told, and what came true](scatter.svg)").AppendLine();
        page.AppendLine("## Goals").AppendLine().AppendLine("The goals are for both groups together; what misses one is bold.").AppendLine();
        var groups = summary.Goals();
        page.AppendLine(Invariant($"| what | goal | {string.Join(" | ", groups.Select(group => group.Group))} |")).AppendLine("| --- | --- | ---: | ---: | ---: |");
        for (var i = 0; i < groups[0].Goals.Count; i++)
        {
            var row = groups.Select(group => group.Goals[i]).ToArray();
            page.AppendLine(Invariant($"| {row[0].What} | {row[0].Wanted} | {string.Join(" | ", row.Select(goal => goal.Met ? goal.Measured : $"**{goal.Measured}**"))} |"));
        }

        page.AppendLine().AppendLine("## Estimators").AppendLine();
        page.AppendLine("Every sale counts the same. The hold-out are generated sales that nothing was tuned on. \"Without …\" is the library with one\npart left out.").AppendLine();
        foreach (var (name, sales) in summary.Groups())
            Estimators(page, summary, name, sales);
        page.AppendLine("## Sales").AppendLine();
        Sales(page, shipped);
        page.AppendLine().AppendLine("Hold-out:").AppendLine();
        Sales(page, holdOut);
        return page.ToString();
    }

    private static void Estimators(StringBuilder page, Summary summary, string name, IReadOnlyList<Findings> sales)
    {
        page.AppendLine(Invariant($"| {name} | median error | steady | mean error | p90 of error | bias | p90 covers | confident | of those right |")).AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var candidate in Contest.All)
        {
            var (all, steady) = (summary.Of(candidate, false, sales), summary.Of(candidate, true, sales));
            page.AppendLine(Invariant($"| {candidate.Name} | {Percent(all.Median)} | {Percent(steady.Median)} | {Percent(all.Mean)} | {Percent(all.P90)} | {Percent(all.Bias)} | {Percent(all.Coverage)} | {Percent(all.Confident)} | {Percent(all.ConfidentRight)} |"));
        }

        page.AppendLine();
    }

    private static void Sales(StringBuilder page, IReadOnlyList<Findings> sales)
    {
        page.AppendLine("| sale | people | admitted | lost | wrong | tau | displaced p99, most | rate used | head blocked | error at join, half, tenth | p90 covers | time went up: told, shown |");
        page.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var found in sales)
        {
            var errors = string.Join(", ", Enum.GetValues<Horizon>().Select(horizon => Percent(EstimateScore.Of([[.. found.Library.Where(forecast => forecast.Horizon == horizon)]]).Median)));
            page.AppendLine(Invariant($"| {found.Scenario.Name} | {found.Scenario.Visitors} | {found.Count(Fate.Admitted)} | {found.Count(Fate.Lost)} | {Tables.Wrong(found.Trace.Verdicts)} | {found.Fairness.KendallTau:0.0000} | {found.Fairness.P99Displacement}, {found.Fairness.MaximumDisplacement} | {Percent(found.Throughput.Utilisation)} | {found.Throughput.HeadBlocked:0} s | {errors} | {Percent(EstimateScore.Of([found.Library]).Coverage)} | {Percent(found.Told.Up)}, {Percent(found.Shown.Up)} |"));
        }
    }
}
