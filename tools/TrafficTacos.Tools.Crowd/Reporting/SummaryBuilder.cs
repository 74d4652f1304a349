using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Observation;
using TrafficTacos.Tools.Crowd.Visitors;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>Runs the checks and computes the summary from the visitors' records.</summary>
internal sealed class SummaryBuilder(CrowdOptions options, RunStatistics statistics, RunClock clock)
{
    public Summary Build(IReadOnlyList<VisitorRecord> records, DrawEvidence? draw, bool interrupted)
    {
        var duration = clock.Now;
        var checks = CheckRunner.Run(records, options, draw, clock);
        return new Summary(
            options.EventId,
            [.. options.Gateways.Select(gateway => gateway.ToString())],
            duration.TotalSeconds,
            interrupted,
            BuildCounts(records),
            BuildAdmission(records, checks.Headroom),
            checks.MostShoppers is { } most ? new ShopperFigures(most, options.MaximumShoppers!.Value) : null,
            draw is null ? null : BuildDraw(draw),
            options.Purchase is null ? null : BuildPurchases(records),
            BuildWait(records),
            BuildEta(records),
            [
                .. Enum.GetValues<CallKind>().Select(kind => BuildLatency(CallNames.Of(kind), statistics.LatencyOf(kind))).Where(latency => latency.Count > 0),
                BuildLatency(CallNames.ClientQueue, statistics.ClientQueue),
            ],
            new SortedDictionary<string, int>(statistics.Retries.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
            [.. checks.Results.Select(result => new CheckFigures(result.Name, result.Count, result.Example))],
            checks.Passed);
    }

    private static DrawFigures BuildDraw(DrawEvidence draw)
    {
        var published = draw.Published.Count > 0 ? draw.Published[0] : null;
        return new DrawFigures(published?.State, published?.Entries, published?.Root, draw.Numbers.Count, draw.Parts.Count);
    }

    private VisitorCounts BuildCounts(IReadOnlyList<VisitorRecord> records) => new(
        options.Visitors,
        statistics.Joined,
        statistics.Admitted,
        records.Count(record => record.Uses.Count > 0),
        statistics.CountOf(VisitorPhase.Left),
        statistics.CountOf(VisitorPhase.Silent),
        statistics.CountOf(VisitorPhase.Lost),
        records.Count(record => record.Phase < VisitorPhase.Admitted));

    private AdmissionFigures BuildAdmission(IReadOnlyList<VisitorRecord> records, double headroom)
    {
        var times = records.Where(record => record.AdmittedAt is not null).Select(record => record.AdmittedAt!.Value).Order().ToArray();
        var afterBurst = times.AsSpan(Math.Min(times.Length, options.Burst + options.Overdraft));
        return new AdmissionFigures(RateOf(times), RateOf(afterBurst), options.AdmissionsPerSecond, headroom);
    }

    private PurchaseFigures BuildPurchases(IReadOnlyList<VisitorRecord> records)
    {
        var orders = records.Select(record => record.Purchase).Where(purchase => purchase.Outcome == PurchaseOutcome.Ordered).ToArray();
        return new PurchaseFigures(
            orders.Length,
            orders.Sum(order => order.Bookings[0].Seats.Count),
            orders.Sum(order => order.PaidAmount),
            orders.FirstOrDefault()?.Currency ?? "",
            statistics.CountOf(PurchaseOutcome.SoldOut),
            statistics.CountOf(PurchaseOutcome.Declined),
            statistics.CountOf(PurchaseOutcome.HoldExpired),
            statistics.CountOf(PurchaseOutcome.Unknown));
    }

    private static double? RateOf(ReadOnlySpan<TimeSpan> times) =>
        times.Length > 1 && times[^1] > times[0] ? (times.Length - 1) / (times[^1] - times[0]).TotalSeconds : null;

    private static WaitFigures? BuildWait(IReadOnlyList<VisitorRecord> records)
    {
        var waits = records.Where(record => record is { AdmittedAt: not null, Join: not null })
            .Select(record => (record.AdmittedAt!.Value - record.Join!.Value.CompletedAt).TotalSeconds).Order().ToArray();
        return waits.Length == 0 ? null : new WaitFigures(QuantileOf(waits, 0.5), QuantileOf(waits, 0.95), waits[^1]);
    }

    private static EtaFigures? BuildEta(IReadOnlyList<VisitorRecord> records)
    {
        var estimates = records.Where(record => record is { FirstEstimate: not null, LastNotReadyAt: not null, ReadyAt: not null })
            .Select(record => (
                Estimate: record.FirstEstimate!.Value,
                Earliest: (record.LastNotReadyAt!.Value - record.FirstEstimate!.Value.CompletedAt).TotalSeconds,
                Latest: (record.ReadyAt!.Value - record.FirstEstimate!.Value.CompletedAt).TotalSeconds)).ToArray();
        if (estimates.Length == 0)
            return null;
        var errors = estimates.Select(item => Math.Abs((item.Earliest + item.Latest) / 2 - item.Estimate.P50Seconds)).Order().ToArray();
        var withP90 = estimates.Where(item => item.Estimate.P90Seconds is not null).ToArray();
        return new EtaFigures(
            estimates.Length,
            QuantileOf(errors, 0.5),
            PercentOf(withP90.Count(item => item.Latest <= item.Estimate.P90Seconds), withP90.Length),
            PercentOf(withP90.Count(item => item.Earliest <= item.Estimate.P90Seconds), withP90.Length));
    }

    private static double? PercentOf(int part, int total) => total == 0 ? null : 100.0 * part / total;

    private static double QuantileOf(double[] sorted, double probability) => sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(probability * sorted.Length))];

    private static LatencyFigures BuildLatency(string name, LatencyHistogram histogram)
    {
        var percentiles = histogram.GetPercentiles();
        return new LatencyFigures(
            name,
            percentiles.Count,
            percentiles.P50.TotalMilliseconds,
            percentiles.P95.TotalMilliseconds,
            percentiles.P99.TotalMilliseconds,
            percentiles.Max.TotalMilliseconds);
    }
}
