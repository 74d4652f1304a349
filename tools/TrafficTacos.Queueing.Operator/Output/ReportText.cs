using TrafficTacos.Queueing.Operator.Cli;

namespace TrafficTacos.Queueing.Operator.Output;

/// <summary>The report of a sale for people.</summary>
internal static class ReportText
{
    public static void Print(SaleReport report)
    {
        Table.Print(Lines(report));
        if (report.Audit.Count > 0)
        {
            Console.WriteLine();
            Console.WriteLine("What operators did:");
            foreach (var entry in report.Audit)
                Console.WriteLine($"{Table.Time(entry.At)}  {Table.Plain(entry.Who)}  {entry.What}  {AuditText.Of(entry)}");
        }

        if (report.IsJournalCut)
            Console.WriteLine("The journal was cut: single visitors of the beginning cannot be looked up any more. These numbers are whole.");
    }

    public static IEnumerable<(string Name, string Value)> Lines(SaleReport report) =>
    [
        ("event", report.Event.EventId),
        ("first join", Table.Time(report.Event.FirstJoinAt)),
        ("as of", Table.Time(report.Event.At)),
        ("came", Table.Number(report.Came)),
        ("let in", Table.Number(report.Admitted)),
        ("let in by passthrough", Table.Number(report.PassedThrough)),
        ("left", Table.Number(report.Left)),
        ("expired", Table.Number(report.Expired)),
        ("not there in their turn", Table.Number(report.NoShow)),
        ("removed", Table.Number(report.Removed)),
        ("still waiting", Table.Number(report.Event.Length)),
        ("still remembered", Table.Number(report.Event.Remembered)),
        ("waited, half up to", Table.Span(report.WaitP50)),
        ("waited, 90 % up to", Table.Span(report.WaitP90)),
        ("waited, 95 % up to", Table.Span(report.WaitP95)),
        ("waited at most", Table.Span(report.WaitMaximum)),
        ("longest queue", $"{report.PeakLength} at {Table.Time(report.PeakAt)}"),
        ("rate while somebody waited", $"{Table.Number(report.RateUsed)} a second of {Table.Number(report.RateConfigured)}"),
        ("mode now", Inputs.NameOf(report.Event.Mode)),
        ("journal", report.IsJournalCut ? "cut" : "whole"),
    ];
}
