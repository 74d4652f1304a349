using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The report as one page that needs nothing else: no script, and its one style is allowed by its hash.</summary>
internal static class ReportPage
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#d5dae1;--one:#0b5fae;--two:#a1420d}
        @media (prefers-color-scheme:dark){:root{--ink:#e8ebef;--paper:#14171b;--soft:#3a414b;--one:#6db3f8;--two:#f0a36b}}
        body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1,h2{line-height:1.2}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid var(--soft);vertical-align:top;overflow-wrap:anywhere}
        td.number{text-align:right;font-variant-numeric:tabular-nums}figure{margin:1.5rem 0;break-inside:avoid}svg{width:100%;height:auto}svg text{fill:var(--ink);font-size:12px}
        .grid{stroke:var(--soft)}polyline{fill:none;stroke-width:2}.line0{stroke:var(--one)}.line1{stroke:var(--two);stroke-dasharray:6 3}.name0{color:var(--one)}.name1{color:var(--two)}
        pre{overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;font-size:13px}
        @media print{:root{--ink:#000;--paper:#fff;--soft:#bbb;--one:#000;--two:#555}body{margin:0;max-width:none}}
        """;

    public static string ContentPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Whatever it is, it is shown and never read as markup.</summary>
    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    public static string Write(ReportResponse report)
    {
        var html = new StringBuilder();
        var name = Text(report.Event.EventId);
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Report: {name}</title><style>{Style}</style></head><body>");
        html.Append(CultureInfo.InvariantCulture, $"<h1>Report: {name}</h1><table><tbody>");
        foreach (var (label, value) in ReportNumbers.Of(report))
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Text(label)}</th><td class=\"number\">{Text(value)}</td></tr>");
        html.Append("</tbody></table>");
        WritePlots(html, report.History);
        html.Append("<h2>What operators did</h2><table><thead><tr><th scope=\"col\">at</th><th scope=\"col\">who</th><th scope=\"col\">what</th><th scope=\"col\">detail</th></tr></thead><tbody>");
        foreach (var entry in report.Audit)
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{ReportNumbers.Time(entry.At)}</td><td>{Text(entry.Who)}</td><td>{Text(entry.What)}</td><td>{Text(entry.Detail)}</td></tr>");
        html.Append("</tbody></table>");
        if (report.DrawPapers is { } papers)
            html.Append(CultureInfo.InvariantCulture, $"<h2>The draw's papers</h2><pre>{Text(papers)}</pre>");
        return html.Append("</body></html>").ToString();
    }

    private static void WritePlots(StringBuilder html, IReadOnlyList<HistoryMoment> history)
    {
        DateTimeOffset[] times = [.. history.Select(moment => moment.At)];
        ReportPlot.Write(html, "Visitors", times, [("waiting", [.. history.Select(moment => (double)moment.Length)]), ("inside", [.. history.Select(moment => (double)(moment.Shoppers ?? 0))])]);
        ReportPlot.Write(
            html, "Admissions a second", times, [("let in", [.. history.Select((_, i) => Rate(history, i))]), ("configured", [.. history.Select(moment => moment.AdmissionsPerSecond)])]);
        ReportPlot.Write(html, "Visitors so far", times, [("let in", [.. history.Select(moment => (double)moment.Admitted)]), ("departed", [.. history.Select(moment => (double)moment.Departed)])]);
    }

    private static double Rate(IReadOnlyList<HistoryMoment> history, int i)
    {
        if (i == 0)
            return 0;
        var seconds = (history[i].At - history[i - 1].At).TotalSeconds;
        return seconds > 0 ? Math.Max(0, history[i].Admitted - history[i - 1].Admitted) / seconds : 0;
    }
}
