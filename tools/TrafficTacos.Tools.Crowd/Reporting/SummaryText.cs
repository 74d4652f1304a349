using static System.FormattableString;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>The summary as lines of text.</summary>
internal static class SummaryText
{
    public static IEnumerable<string> Lines(Summary summary)
    {
        var (counts, admission) = (summary.Counts, summary.Admission);
        yield return "";
        yield return Invariant($"{summary.EventId} at {string.Join(", ", summary.Gateways)}: {summary.DurationSec:0.0} s{(summary.Interrupted ? ", interrupted" : "")}");
        yield return Invariant($"  visitors   {counts.Visitors}: joined {counts.Joined}, admitted {counts.Admitted}, passes used {counts.PassesUsed}, left {counts.Left}, silent {counts.Silent}, lost {counts.Lost}, unfinished {counts.Unfinished}");
        yield return Invariant($"  admission  {FormatRate(admission.PerSecond)} from first to last, {FormatRate(admission.AfterBurstPerSecond)} after the burst (configured {admission.ConfiguredPerSecond:0.###}/s); headroom of the worst interval {Math.Floor(admission.Headroom)}");
        if (summary.Shoppers is { } shoppers)
            yield return Invariant($"  shoppers   at most {shoppers.MostInside} inside at once (maximum {shoppers.Maximum})");
        if (summary.Draw is { } draw)
            yield return Invariant($"  draw       {draw.State ?? "none"}: {draw.Entries ?? 0} entries, {draw.Numbers} numbers told, {draw.PartsChecked} parts checked; root {draw.Root ?? "-"}");
        if (summary.Purchases is { } purchases)
            yield return Invariant($"  purchases  {purchases.Orders} orders of {purchases.Seats} seats for {purchases.Revenue:N0} {purchases.Currency}, sold out {purchases.SoldOut}, declined {purchases.Declined}, hold expired {purchases.HoldExpired}, unknown {purchases.Unknown}");
        if (summary.Wait is { } wait)
            yield return Invariant($"  wait       p50 {wait.P50:0.0} s, p95 {wait.P95:0.0} s, max {wait.Max:0.0} s");
        if (summary.Eta is { } eta)
            yield return Invariant($"  estimate   median absolute error {eta.MedianAbsoluteErrorSec:0.0} s over {eta.Visitors} first estimates{(eta is { WithinP90AtLeastPercent: { } min, WithinP90AtMostPercent: { } max } ? Invariant($"; {min:0} to {max:0} % ready within the p90") : "")}");
        yield return $"  retries    {(summary.Retries.Count == 0 ? "none" : string.Join(", ", summary.Retries.Select(retry => Invariant($"{retry.Value} x {retry.Key}"))))}";
        yield return "";
        yield return "  latency, ms       count       p50       p95       p99       max";
        foreach (var latency in summary.Latencies)
            yield return Invariant($"  {latency.Call,-12} {latency.Count,10} {latency.P50,9:0.0} {latency.P95,9:0.0} {latency.P99,9:0.0} {latency.Max,9:0.0}");
        yield return "";
        foreach (var check in summary.Checks)
            yield return Invariant($"  {check.Check,-30} {check.Count,6}{(check.Example is null ? "" : $"   {check.Example}")}");
        yield return "";
    }

    public static string Result(Summary summary)
    {
        var failed = summary.Checks.Where(check => check.Count > 0).Select(check => Invariant($"{check.Count} {check.Check}")).ToArray();
        var scope = summary.Interrupted ? " (until the interruption)" : "";
        return failed.Length == 0 ? $"PASSED: no violations{scope}" : $"FAILED: {string.Join(", ", failed)}{scope}";
    }

    private static string FormatRate(double? perSecond) => perSecond is { } rate ? Invariant($"{rate:0.0}/s") : "-";
}
