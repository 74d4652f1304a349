using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>The report of a sale.</summary>
internal sealed partial class WaitingRoomOperatorService
{
    public override async Task<SaleReport> ReportAsync(string eventId, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        var count = await store.CountEventAsync(eventId, events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false);
        var history = await HistoryAsync(eventId, cancellationToken).ConfigureAwait(false);
        var audit = new List<AuditEntry>();
        await foreach (var entry in GetAuditAsync(eventId, cancellationToken).ConfigureAwait(false))
            audit.Add(entry);
        var journal = await store.ReadJournalAsync(eventId, RecordId.Start, 1, cancellationToken).ConfigureAwait(false);
        var totals = count.Totals;
        var peak = history.MaxBy(record => record.Length);
        var (used, configured) = Rates(history);
        var last = count.Waits.Select((waits, i) => (waits, i)).LastOrDefault(bucket => bucket.waits > 0);
        return new SaleReport
        {
            Event = Overview(eventId, count),
            Came = totals["joined"] + totals["restored"],
            Admitted = totals["admitted"] - totals["unspent"],
            PassedThrough = totals["passed_through"],
            Left = totals["left"],
            Expired = totals["expired"],
            NoShow = totals["no_show"],
            Removed = totals["removed"] - totals["reinstated"],
            WaitP50 = WaitHistogram.Percentile(count.Waits, 0.5),
            WaitP90 = WaitHistogram.Percentile(count.Waits, 0.9),
            WaitP95 = WaitHistogram.Percentile(count.Waits, 0.95),
            WaitMaximum = last.waits > 0 ? WaitHistogram.StartOf(last.i + 1) : null,
            PeakLength = peak?.Length ?? count.Length,
            PeakAt = peak is null ? null : TimeOf(peak.Time),
            RateUsed = used,
            RateConfigured = configured,
            History = history.ConvertAll(Moment),
            Audit = audit,
            IsJournalCut = journal.IsCut,
        };
    }

    private async Task<List<HistoryRecord>> HistoryAsync(string eventId, CancellationToken cancellationToken)
    {
        var history = new List<HistoryRecord>();
        while (true)
        {
            var page = await store.ReadHistoryAsync(
                eventId, history.Count > 0 ? history[^1].Id : RecordId.Start, JournalPage.MaxCount, cancellationToken).ConfigureAwait(false);
            history.AddRange(page);
            if (page.Count < JournalPage.MaxCount)
                return history;
        }
    }

    /// <summary>Over the time in which the event admitted and somebody waited: only then does it use its rate.</summary>
    private static (double? Used, double? Configured) Rates(List<HistoryRecord> history)
    {
        var (seconds, admitted, allowed) = (0d, 0L, 0d);
        for (var i = 1; i < history.Count; i++)
        {
            var (before, after) = (history[i - 1], history[i]);
            if (before.Length == 0 || after.Length == 0 || before.Mode != EventMode.Normal || after.Mode != EventMode.Normal)
                continue;
            var passed = (after.Time - before.Time) / 1e6;
            seconds += passed;
            admitted += after.Totals["admitted"] - before.Totals["admitted"];
            allowed += passed * before.AdmissionsPerSecond;
        }

        return seconds > 0 ? (admitted / seconds, allowed / seconds) : (null, null);
    }

    private static SaleMoment Moment(HistoryRecord record) => new()
    {
        At = TimeOf(record.Time),
        Length = record.Length,
        Admitted = record.Totals["admitted"] - record.Totals["unspent"] + record.Totals["passed_through"],
        Departed = record.Totals["left"] + record.Totals["expired"] + record.Totals["no_show"] + record.Totals["removed"] - record.Totals["reinstated"],
        Shoppers = record.Admitted + record.Seats,
        AdmissionsPerSecond = record.AdmissionsPerSecond,
        Mode = record.Mode,
    };
}
