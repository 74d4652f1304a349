using System.Globalization;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The numbers of a report in words, for people.</summary>
internal static class ReportNumbers
{
    public static IEnumerable<(string Name, string Value)> Of(ReportResponse report) =>
    [
        ("event", report.Event.EventId),
        ("as of", Time(report.Event.At)),
        ("phase", report.Event.Phase),
        ("mode", report.Event.Mode),
        ("first join", report.FirstJoinAt is { } first ? Time(first) : "-"),
        ("visitors who came", Whole(report.Came)),
        ("let in", Whole(report.Admitted)),
        ("let in while everybody was", Whole(report.PassedThrough)),
        ("left", Whole(report.Left)),
        ("fell silent", Whole(report.Expired)),
        ("not there in their turn", Whole(report.NoShow)),
        ("removed by operators", Whole(report.Removed)),
        ("still waiting", Whole(report.Event.Length)),
        ("still remembered", Whole(report.Event.Remembered)),
        ("wait of half of them, seconds", Number(report.WaitP50Seconds)),
        ("wait of 90 in 100 at most, seconds", Number(report.WaitP90Seconds)),
        ("wait of 95 in 100 at most, seconds", Number(report.WaitP95Seconds)),
        ("longest wait, seconds", Number(report.WaitMaximumSeconds)),
        ("longest queue", Whole(report.PeakLength)),
        ("longest queue at", report.PeakAt is { } peak ? Time(peak) : "-"),
        ("admissions a second while visitors waited", Number(report.RateUsed)),
        ("admissions a second configured in that time", Number(report.RateConfigured)),
        ("error of the told wait, median, percent", Number(report.EstimateError * 100)),
        ("draw", report.Draw?.Stage ?? "none"),
        ("journal", report.IsJournalCut ? "cut: single visitors of the beginning cannot be looked up" : "complete"),
    ];

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double? number) => number?.ToString("0.##", CultureInfo.InvariantCulture) ?? "-";
}
