using TrafficTacos.Queueing.Operator.Cli;

namespace TrafficTacos.Queueing.Operator.Output;

/// <summary>The report of a sale for a spreadsheet: its numbers, what operators did, and the history.</summary>
internal static class ReportCsv
{
    public static void Write(SaleReport report, TextWriter output)
    {
        Line(output, "part", "at", "name", "value", "waiting", "let_in", "departed", "rate", "mode");
        foreach (var (name, value) in ReportText.Lines(report))
            Line(output, "report", "", name, value, "", "", "", "", "");
        foreach (var entry in report.Audit)
            Line(output, "audit", Table.Time(entry.At), entry.Who + ": " + entry.What, AuditText.Of(entry), "", "", "", "", "");
        foreach (var moment in report.History)
        {
            Line(
                output, "history", Table.Time(moment.At), "", "", Table.Number(moment.Length), Table.Number(moment.Admitted), Table.Number(moment.Departed),
                Table.Number(moment.AdmissionsPerSecond), Inputs.NameOf(moment.Mode));
        }
    }

    /// <summary>A spreadsheet takes some beginnings for a formula; an apostrophe makes it text.</summary>
    internal static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && text != "-")
            text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    private static void Line(TextWriter output, params string[] cells) => output.Write(string.Join(',', cells.Select(Cell)) + "\r\n");
}
