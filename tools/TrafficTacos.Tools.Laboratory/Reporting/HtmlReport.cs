using System.Net;
using System.Text;
using TrafficTacos.Tools.Laboratory.Estimators;
using TrafficTacos.Tools.Laboratory.Measures;
using static System.FormattableString;
using static TrafficTacos.Tools.Laboratory.Reporting.ReportSummary;

namespace TrafficTacos.Tools.Laboratory.Reporting;

/// <summary>The report as one HTML file without external resources.</summary>
internal static class HtmlReport
{
    private const string Head = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Fairness and accuracy report</title>
        <style>body{font:15px/1.5 sans-serif;max-width:1080px;margin:2em auto;padding:0 1em;color:#222}
        table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border-bottom:1px solid #ddd;padding:.25em .7em;text-align:right;white-space:nowrap}td:first-child,th:first-child{text-align:left;white-space:normal}
        .missed{color:#b00;font-weight:bold}section{margin-top:2.5em}svg{margin:.3em;border:1px solid #eee}pre{font-size:12px;overflow:auto;background:#f7f7f7;padding:.7em}</style>
        <h1>Fairness and accuracy report</h1>
        <p>Simulated sales against the real engine: fairness, throughput and the accuracy of the estimated waits.</p>

        """;

    public static string Create(ReportSummary summary, IReadOnlyList<SaleAnalysis> bundled, IReadOnlyList<SaleAnalysis> holdOut)
    {
        var page = new StringBuilder(Head);
        AppendGoals(page, summary);
        AppendEstimators(page, summary);
        page.AppendLine("<h2>Sales</h2><p>The README of the laboratory defines each measure.");
        page.AppendLine(Invariant($"<p>{string.Join(" · ", bundled.Concat(holdOut).Select(sale => $"<a href=#{Encode(sale.Scenario.Name)}>{Encode(sale.Scenario.Name)}</a>"))}"));
        foreach (var sale in bundled)
            AppendSale(page, sale, [.. SalePlots.All(sale)]);
        foreach (var sale in holdOut)
            AppendSale(page, sale, [SalePlots.EstimateScatter(sale).ToSvg()]);
        return page.Append("</html>\n").ToString();
    }

    private static void AppendGoals(StringBuilder page, ReportSummary summary)
    {
        var groups = summary.Goals();
        page.AppendLine("<h2>Goals</h2><table>");
        page.AppendLine(Invariant($"<tr><th>measure<th>goal<th>{string.Join("<th>", groups.Select(group => Encode(group.Group)))}"));
        for (var i = 0; i < groups[0].Goals.Count; i++)
        {
            var row = groups.Select(group => group.Goals[i]).ToArray();
            page.AppendLine(Invariant($"<tr><td>{Encode(row[0].Name)}<td>{Encode(row[0].Target)}{string.Concat(row.Select(goal => $"<td{(goal.IsMet ? "" : " class=missed")}>{Encode(goal.Measured)}"))}"));
        }

        page.AppendLine("</table>");
    }

    private static void AppendEstimators(StringBuilder page, ReportSummary summary)
    {
        page.AppendLine("<h2>Estimators</h2><table><tr><th>over all sales<th>median error<th>steady<th>p90 error<th>median bias<th>p90 coverage");
        foreach (var estimator in EstimatorCatalog.All)
        {
            var (all, steady) = (summary.ScoreOf(estimator), summary.ScoreOf(estimator, steadyOnly: true));
            page.AppendLine(Invariant($"<tr><td>{Encode(estimator.Name)}: {Encode(estimator.Description)}<td>{Percent(all.MedianError)}<td>{Percent(steady.MedianError)}<td>{Percent(all.P90Error)}<td>{Percent(all.MedianBias)}<td>{Percent(all.Coverage)}"));
        }

        page.AppendLine("</table>");
    }

    private static void AppendSale(StringBuilder page, SaleAnalysis sale, IReadOnlyList<string> plots)
    {
        page.AppendLine(Invariant($"<section id={Encode(sale.Scenario.Name)}><h2>{Encode(sale.Scenario.Name)}</h2><p>{Encode(sale.Scenario.Title)}."));
        page.AppendLine(Invariant($"<pre>{Encode(string.Join('\n', TextTables.Sale(sale).Skip(1)))}</pre>"));
        foreach (var plot in plots)
            page.AppendLine(plot);
        page.AppendLine("</section>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
