using System.Text;
using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Replaying;
using TrafficTacos.Samples.Laboratory.Scenarios;
using static System.FormattableString;

namespace TrafficTacos.Samples.Laboratory.Reporting;

/// <summary>A sale that was replayed, and its simulation.</summary>
/// <param name="Scenario">As it was played: scaled down.</param>
/// <param name="People">The factor by which there are fewer.</param>
/// <param name="Time">The factor by which it is shorter.</param>
/// <param name="Replayed">What the replay left.</param>
/// <param name="Compared">Measure by measure.</param>
internal sealed record ReplayedSale(Scenario Scenario, double People, double Time, Replayed Replayed, IReadOnlyList<Compared> Compared)
{
    public int Outside => Compared.Count(compared => !compared.Holds);
}

/// <summary>Replays beside their simulations, as Markdown.</summary>
internal static class ReplayPage
{
    /// <summary>Beside the proof, which leaves it alone.</summary>
    public const string FileName = "replay.md";

    public static string Of(IReadOnlyList<ReplayedSale> sales, ulong seed)
    {
        var page = new StringBuilder();
        page.AppendLine("# Replayed in real time").AppendLine();
        page.AppendLine(Invariant($"Sales of the laboratory, scaled down, side by side against a real gateway on a real Redis, and each beside simulations of the\nsame people (seed {seed}). Written by"));
        page.AppendLine().AppendLine("    dotnet run -c Release --project samples/TrafficTacos.Samples.Laboratory -- replay --out docs/proof/replay.md").AppendLine();
        page.AppendLine("What is scaled and what each word means is in the [sample's README](../../samples/TrafficTacos.Samples.Laboratory/README.md).\nTimes of a real machine: another run differs a little. What is beyond its tolerance is bold.").AppendLine();
        page.AppendLine("How to read the differences. The crowds are the same to the person, so who comes, gives up and is a ghost hardly differs. What\ndiffers is when: answers take their time, people act a little late, and a gateway spreads the polls of those far back by a chance of\nits own. A hundred simulations differ in that alone, by latencies and delays drawn from those of the replay. *Simulated* is their\nmedian, *spread* the lowest and the highest of them, and the tolerance is as wide as the spread, to either side, and one in the last\ndigit. Estimates of these small sales are worse than those of the [proof](README.md), here as there: waits are short, windows are as\nlong as ever, and a pause comes unforeseen.").AppendLine();
        foreach (var sale in sales)
            Sale(page, sale);
        return page.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Written beside its place and put there as a whole.</summary>
    public static void Write(string text, FileInfo file)
    {
        var fresh = Invariant($"{file.FullName}.new-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(fresh, text);
            File.Move(fresh, file.FullName, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    private static void Sale(StringBuilder page, ReplayedSale sale)
    {
        var (scenario, replayed) = (sale.Scenario, sale.Replayed);
        page.AppendLine(Invariant($"## {scenario.Name}")).AppendLine();
        page.AppendLine(Invariant($"{scenario.Title}. 1 in {1 / sale.People:0.0} people, {1 / sale.Time:0.0} times shorter: {scenario.Visitors} people at {scenario.Bucket.Refill:0.##} a second,"));
        page.AppendLine(Invariant($"{replayed.Latencies.Count} requests answered within {Quantile(replayed.Latencies, 0.5):0.0} ms (median) and {Quantile(replayed.Latencies, 0.99):0} ms (99 in 100), {replayed.Failures} sent again,"));
        page.AppendLine(Invariant($"people at most {Quantile(replayed.Delays, 0.99):0} ms late (99 in 100).")).AppendLine();
        page.AppendLine("| measure | simulated | spread | replayed | difference | tolerance | |").AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var compared in sale.Compared)
            page.AppendLine(Row(compared));
        page.AppendLine();
    }

    private static double Quantile(IReadOnlyList<double> numbers, double share) => Weighted.Quantile(numbers.Select(number => (number, 1d)), share);

    private static string Row(Compared compared)
    {
        var unit = compared.Measure.Unit;
        var difference = Figure(unit, compared.Difference, signed: true);
        return Invariant($"| {compared.Measure.Name} | {Figure(unit, compared.Simulated)} | {Figure(unit, compared.Lowest)} to {Figure(unit, compared.Highest)} | {Figure(unit, compared.Replayed)} | {(compared.Holds ? difference : $"**{difference}**")} | {(compared.Measure.Hard ? "0" : "±" + Figure(unit, compared.Allowed))} | {(compared.Holds ? "holds" : "**beyond**")} |");
    }

    private static string Figure(Unit unit, double value, bool signed = false)
    {
        if (double.IsNaN(value))
            return "–";
        var sign = signed && value > 0 ? "+" : "";
        return sign + unit switch
        {
            Unit.Share => Summary.Percent(value),
            Unit.Seconds => Invariant($"{value + 0.0:0.0} s"),
            Unit.Tau => Invariant($"{value + 0.0:0.0000}"),
            _ => Invariant($"{Math.Round(value)}"),
        };
    }
}
