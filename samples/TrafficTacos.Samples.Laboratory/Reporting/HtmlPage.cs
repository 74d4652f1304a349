using System.Net;
using System.Text;
using TrafficTacos.Samples.Laboratory.Estimators;
using TrafficTacos.Samples.Laboratory.Measures;
using static System.FormattableString;
using static TrafficTacos.Samples.Laboratory.Reporting.Summary;

namespace TrafficTacos.Samples.Laboratory.Reporting;

/// <summary>The report as one file that needs nothing from anywhere.</summary>
internal static class HtmlPage
{
    private const string Head = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Fair and true: the proof</title>
        <style>body{font:15px/1.5 sans-serif;max-width:1080px;margin:2em auto;padding:0 1em;color:#222}
        table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border-bottom:1px solid #ddd;padding:.25em .7em;text-align:right;white-space:nowrap}td:first-child,th:first-child{text-align:left;white-space:normal}
        .missed{color:#b00;font-weight:bold}section{margin-top:2.5em}svg{margin:.3em;border:1px solid #eee}pre{font-size:12px;overflow:auto;background:#f7f7f7;padding:.7em}</style>
        <h1>Fair and true: the proof</h1>
        <p>Simulated sales against the real engine; what was found, and what was wrong about what visitors were told.</p>

        """;

    public static string Of(Summary summary, IReadOnlyList<Findings> shipped, IReadOnlyList<Findings> holdOut)
    {
        var page = new StringBuilder(Head);
        page.AppendLine("<h2>Goals</h2><table>");
        var groups = summary.Goals();
        page.AppendLine(Invariant($"<tr><th>what<th>goal<th>{string.Join("<th>", groups.Select(group => Text(group.Group)))}"));
        for (var i = 0; i < groups[0].Goals.Count; i++)
        {
            var row = groups.Select(group => group.Goals[i]).ToArray();
            page.AppendLine(Invariant($"<tr><td>{Text(row[0].What)}<td>{Text(row[0].Wanted)}{string.Concat(row.Select(goal => $"<td{(goal.Met ? "" : " class=missed")}>{Text(goal.Measured)}"))}"));
        }

        page.AppendLine("</table><h2>Estimators</h2><table><tr><th>over all sales<th>median error<th>steady<th>p90 of error<th>bias<th>p90 covers");
        foreach (var candidate in Contest.All)
        {
            var (all, steady) = (summary.Of(candidate), summary.Of(candidate, steady: true));
            page.AppendLine(Invariant($"<tr><td>{Text(candidate.Name)}: {Text(candidate.About)}<td>{Percent(all.Median)}<td>{Percent(steady.Median)}<td>{Percent(all.P90)}<td>{Percent(all.Bias)}<td>{Percent(all.Coverage)}"));
        }

        page.AppendLine("</table>").AppendLine("<h2>Sales</h2><p>What each word means is in the README of the laboratory.");
        page.AppendLine(Invariant($"<p>{string.Join(" · ", shipped.Concat(holdOut).Select(found => $"<a href=#{Text(found.Scenario.Name)}>{Text(found.Scenario.Name)}</a>"))}"));
        foreach (var found in shipped)
            Sale(page, found, [.. Plots.Of(found)]);
        foreach (var found in holdOut)
            Sale(page, found, [Plots.Scatter(Invariant($"Told and true: {found.Scenario.Name}"), found.Library).Svg()]);
        return page.Append("</html>\n").ToString();
    }

    private static void Sale(StringBuilder page, Findings found, IReadOnlyList<string> plots)
    {
        page.AppendLine(Invariant($"<section id={Text(found.Scenario.Name)}><h2>{Text(found.Scenario.Name)}</h2><p>{Text(found.Scenario.Title)}."));
        page.AppendLine(Invariant($"<pre>{Text(string.Join('\n', Tables.Sale(found).Skip(1)))}</pre>"));
        foreach (var plot in plots)
            page.AppendLine(plot);
        page.AppendLine("</section>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
