using static System.FormattableString;

namespace TrafficTacos.Samples.Crowd.Reporting;

/// <summary>The summary as lines of text.</summary>
internal static class SummaryText
{
    public static IEnumerable<string> Lines(Summary summary)
    {
        var counts = summary.Counts;
        yield return "";
        yield return Invariant($"{summary.EventId} at {string.Join(", ", summary.Gateways)}: {summary.DurationSec:0.0} s{(summary.Interrupted ? ", interrupted" : "")}");
        yield return Invariant($"  visitors   {counts.Visitors}: joined {counts.Joined}, admitted {counts.Admitted}, passes used {counts.PassesUsed}, left {counts.Left}, silent {counts.Silent}, lost {counts.Lost}, unfinished {counts.Unfinished}");
        yield return Invariant($"  admission  {Rate(summary.Admission.PerSecond)} from first to last, {Rate(summary.Admission.AfterBurstPerSecond)} after the burst (configured {summary.Admission.ConfiguredPerSecond:0.###}/s); the tightest window had room for {Math.Floor(summary.Admission.Headroom)} more");
        if (summary.Sale is { } sale)
            yield return Invariant($"  sale       {sale.Orders} orders of {sale.Seats} seats for {sale.Revenue:N0} {sale.Currency}, sold out {sale.SoldOut}, declined {sale.Declined}, too late {sale.TooLate}, undecided {sale.Undecided}");
        if (summary.Wait is { } wait)
            yield return Invariant($"  wait       p50 {wait.P50:0.0} s, p95 {wait.P95:0.0} s, max {wait.Max:0.0} s");
        if (summary.Eta is { } eta)
            yield return Invariant($"  estimate   median absolute error {eta.MedianAbsoluteErrorSec:0.0} s over {eta.Visitors} first estimates{(eta is { WithinP90AtLeastPercent: { } least, WithinP90AtMostPercent: { } most } ? Invariant($"; {least:0} to {most:0} % ready within their p90") : "")}");
        yield return $"  retries    {(summary.Retries.Count == 0 ? "none" : string.Join(", ", summary.Retries.Select(retry => Invariant($"{retry.Value} x {retry.Key}"))))}";
        yield return "";
        yield return "  latency, ms      count       p50       p95       p99       max";
        foreach (var call in summary.Latencies)
            yield return Invariant($"  {call.Call,-11} {call.Count,10} {call.P50,9:0.0} {call.P95,9:0.0} {call.P99,9:0.0} {call.Max,9:0.0}");
        yield return "";
        foreach (var finding in summary.Verdict)
            yield return Invariant($"  {finding.Check,-30} {finding.Count,6}{(finding.Example is null ? "" : $"   {finding.Example}")}");
        yield return "";
    }

    public static string Verdict(Summary summary)
    {
        var found = summary.Verdict.Where(finding => finding.Count > 0).Select(finding => Invariant($"{finding.Count} {finding.Check}")).ToArray();
        var scope = summary.Interrupted ? " (so far: interrupted)" : "";
        return found.Length == 0 ? $"VERDICT: all zeros{scope}" : $"VERDICT: {string.Join(", ", found)}{scope}";
    }

    private static string Rate(double? perSecond) => perSecond is { } rate ? Invariant($"{rate:0.0}/s") : "-";
}
