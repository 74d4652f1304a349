using TrafficTacos.Samples.Crowd.Cli;
using TrafficTacos.Samples.Crowd.Observation;
using TrafficTacos.Samples.Crowd.Visitors;

namespace TrafficTacos.Samples.Crowd.Reporting;

/// <summary>Counts and measures what the records say.</summary>
internal sealed class Summarizer(CrowdOptions options, Ledger ledger, RunClock clock)
{
    public Summary Summarize(IReadOnlyList<VisitorRecord> records, bool interrupted)
    {
        var duration = clock.Now;
        var judgement = Judge.Pronounce(records, options);
        return new Summary(
            options.EventId,
            [.. options.Gateways.Select(gateway => gateway.ToString())],
            duration.TotalSeconds,
            interrupted,
            CountsOf(records),
            Admission(records, judgement.Headroom),
            options.Sale is null ? null : SaleOf(records),
            Wait(records),
            Eta(records),
            [
                .. Enum.GetValues<CallKind>().Select(kind => Figures(CallNames.Of(kind), ledger.LatencyOf(kind))).Where(figures => figures.Count > 0),
                Figures("own queue", ledger.OwnQueue),
            ],
            new SortedDictionary<string, int>(ledger.Retries.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
            [.. judgement.Findings.Select(finding => new VerdictFigures(finding.Name, finding.Count, finding.Example))],
            judgement.AllZeros);
    }

    private Counts CountsOf(IReadOnlyList<VisitorRecord> records) => new(
        options.Visitors,
        ledger.Joined,
        ledger.Granted,
        records.Count(record => record.Uses.Count > 0),
        ledger.In(Phase.Left),
        ledger.In(Phase.Silent),
        ledger.In(Phase.Lost),
        records.Count(record => record.Phase < Phase.Admitted));

    private AdmissionFigures Admission(IReadOnlyList<VisitorRecord> records, double headroom)
    {
        var times = records.Where(record => record.AdmittedAt is not null).Select(record => record.AdmittedAt!.Value).Order().ToArray();
        return new AdmissionFigures(Rate(times), Rate(times.AsSpan(Math.Min(times.Length, options.Capacity + options.Overdraft))), options.Refill, headroom);
    }

    private SaleFigures SaleOf(IReadOnlyList<VisitorRecord> records)
    {
        var orders = records.Select(record => record.Purchase).Where(purchase => purchase.Outcome == Outcome.Order).ToArray();
        return new SaleFigures(
            orders.Length,
            orders.Sum(order => order.Bookings[0].Seats.Count),
            orders.Sum(order => order.Paid),
            orders.FirstOrDefault()?.Currency ?? "",
            ledger.Ended(Outcome.SoldOut),
            ledger.Ended(Outcome.Declined),
            ledger.Ended(Outcome.TooLate),
            ledger.Ended(Outcome.Undecided));
    }

    private static double? Rate(ReadOnlySpan<TimeSpan> times) =>
        times.Length > 1 && times[^1] > times[0] ? (times.Length - 1) / (times[^1] - times[0]).TotalSeconds : null;

    private static WaitFigures? Wait(IReadOnlyList<VisitorRecord> records)
    {
        var waits = records.Where(record => record is { AdmittedAt: not null, Join: not null })
            .Select(record => (record.AdmittedAt!.Value - record.Join!.Value.End).TotalSeconds).Order().ToArray();
        return waits.Length == 0 ? null : new WaitFigures(At(waits, 0.5), At(waits, 0.95), waits[^1]);
    }

    private static EtaFigures? Eta(IReadOnlyList<VisitorRecord> records)
    {
        var told = records.Where(record => record is { FirstEstimate: not null, LastNotReadyAt: not null, ReadyAt: not null })
            .Select(record => (
                Estimate: record.FirstEstimate!.Value,
                Earliest: (record.LastNotReadyAt!.Value - record.FirstEstimate!.Value.At).TotalSeconds,
                Latest: (record.ReadyAt!.Value - record.FirstEstimate!.Value.At).TotalSeconds)).ToArray();
        if (told.Length == 0)
            return null;
        var errors = told.Select(each => Math.Abs((each.Earliest + each.Latest) / 2 - each.Estimate.Seconds)).Order().ToArray();
        var bounded = told.Where(each => each.Estimate.NinetyPercentSeconds is not null).ToArray();
        return new EtaFigures(
            told.Length,
            At(errors, 0.5),
            Share(bounded.Count(each => each.Latest <= each.Estimate.NinetyPercentSeconds), bounded.Length),
            Share(bounded.Count(each => each.Earliest <= each.Estimate.NinetyPercentSeconds), bounded.Length));
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : 100.0 * part / whole;

    private static double At(double[] sorted, double quantile) => sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(quantile * sorted.Length))];

    private static LatencyFigures Figures(string name, Latency latency)
    {
        var times = latency.Read();
        return new LatencyFigures(name, times.Count, times.P50.TotalMilliseconds, times.P95.TotalMilliseconds, times.P99.TotalMilliseconds, times.Max.TotalMilliseconds);
    }
}
