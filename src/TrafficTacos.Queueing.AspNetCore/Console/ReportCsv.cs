using System.Globalization;
using System.Text;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The report as CSV (RFC 4180): the numbers of the sale, its history, and what operators did, each under a line with the names of its
/// columns.</summary>
internal static class ReportCsv
{
    private const string End = "\r\n";

    public static string Write(ReportResponse report)
    {
        var text = new StringBuilder();
        Line(text, "name", "value");
        foreach (var (name, value) in ReportNumbers.Of(report))
            Line(text, name, value);
        text.Append(End);
        Line(text, "at", "waiting", "let in", "departed", "inside", "admissions per second", "mode");
        foreach (var moment in report.History)
        {
            Line(
                text, ReportNumbers.Time(moment.At), Whole(moment.Length), Whole(moment.Admitted), Whole(moment.Departed), Whole(moment.Shoppers ?? 0),
                moment.AdmissionsPerSecond.ToString("0.######", CultureInfo.InvariantCulture), moment.Mode);
        }

        text.Append(End);
        Line(text, "at", "who", "what", "detail");
        foreach (var entry in report.Audit)
            Line(text, ReportNumbers.Time(entry.At), entry.Who, entry.What, entry.Detail);
        return text.ToString();
    }

    /// <summary>A spreadsheet runs what begins like a formula. An apostrophe in front makes it a text.</summary>
    internal static string Cell(string value)
    {
        if (value.Length > 0 && value.TrimStart() is var shown && (value[0] is '\t' or '\r' || (shown.Length > 0 && shown[0] is '=' or '+' or '-' or '@')) && !IsNumber(value))
            value = "'" + value;
        return value.AsSpan().ContainsAny("\",\r\n\t") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }

    private static bool IsNumber(string value) => double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, params IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append(End);
}
