using System.Runtime.CompilerServices;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Journal and audit trail.</summary>
internal sealed partial class WaitingRoomOperatorService
{
    private static readonly TimeSpan FollowInterval = TimeSpan.FromSeconds(1);

    public override IAsyncEnumerable<JournalEntry> ReadJournalAsync(
        string eventId, string? after = null, bool follow = false, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        var from = RecordId.Start;
        if (after is not null && !RecordId.TryParse(after, out from))
            throw new ArgumentException("That is no position of a journal; an example is 1766512800000-0.", nameof(after));
        return ReadJournalAsync(eventId, from, follow, cancellationToken);
    }

    public override async IAsyncEnumerable<AuditEntry> GetAuditAsync(string eventId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        var after = RecordId.Start;
        while (true)
        {
            var records = await store.ReadAuditAsync(eventId, after, JournalPage.MaxCount, cancellationToken).ConfigureAwait(false);
            foreach (var record in records)
                yield return Entry(record);
            if (records.Count < JournalPage.MaxCount)
                yield break;
            after = records[^1].Id;
        }
    }

    public override async Task<IReadOnlyList<AuditEntry>> GetLastAuditAsync(string eventId, int count, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, JournalPage.MaxCount);
        return [.. (await store.ReadLastAuditAsync(eventId, count, cancellationToken).ConfigureAwait(false)).Select(Entry)];
    }

    private async IAsyncEnumerable<JournalEntry> ReadJournalAsync(
        string eventId, RecordId after, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await store.ReadJournalAsync(eventId, after, JournalPage.MaxCount, cancellationToken).ConfigureAwait(false);
            if (page.IsCut && page.Records.Count > 0)
                yield return new JournalEntry { Position = after.ToString(), At = TimeOf(page.Records[0].Time), Kind = JournalEntry.Gap };
            foreach (var record in page.Records)
                yield return Entry(record);
            after = page.Last;
            if (page.Records.Count > 0)
                continue;
            if (!follow)
                yield break;
            await Task.Delay(FollowInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Everything that the journal says of one visitor.</summary>
    private async Task<(List<JournalEntry> Entries, bool IsCut)> JournalOfAsync(
        string eventId, EntryId entry, Progress progress, CancellationToken cancellationToken)
    {
        var (entries, isCut) = (new List<JournalEntry>(), false);
        for (var after = RecordId.Start; ;)
        {
            var page = await store.FindInJournalAsync(eventId, after, entry, cancellationToken).ConfigureAwait(false);
            isCut |= page.IsCut;
            entries.AddRange(page.Records.Select(Entry));
            if (page.Last == after)
                return (entries, isCut);
            after = page.Last;
            progress.Add(JournalPage.MaxCount);
        }
    }

    private static AuditEntry Entry(StoredAudit record) =>
        new() { At = TimeOf(record.Id.Microseconds), Who = record.Who, What = record.What, Detail = record.Detail };

    private static JournalEntry Entry(StoredRecord record) => new()
    {
        Position = record.Id.ToString(),
        At = TimeOf(record.Time),
        Kind = record.Kind,
        VisitorKey = record.Entry == default ? "" : record.Entry.Value.ToString("x32", null),
        Ticket = record.Ticket,
    };

    /// <summary>How much was looked at.</summary>
    private sealed class Progress(IProgress<long>? listener)
    {
        private long _count;

        public void Add(long count) => listener?.Report(_count += count);
    }
}
