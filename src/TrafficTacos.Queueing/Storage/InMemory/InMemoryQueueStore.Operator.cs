using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>What operators read and change.</summary>
internal sealed partial class InMemoryQueueStore
{
    private const int MaxNoted = 10_000;
    private const long NotedFor = 30L * 24 * 3600 * 1_000_000;

    private readonly Dictionary<string, long> _noted = new(StringComparer.Ordinal);

    public ValueTask NoteEventAsync(string eventId, CancellationToken cancellationToken)
    {
        var at = Now();
        lock (_noted)
        {
            _noted[eventId] = at;
            if (_noted.Count > MaxNoted || _noted.Any(noted => noted.Value < at - NotedFor))
            {
                foreach (var (old, _) in _noted.OrderByDescending(noted => noted.Value).SkipWhile((noted, i) => i < MaxNoted && noted.Value >= at - NotedFor).ToList())
                    _noted.Remove(old);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<NotedEvent>> ListEventsAsync(int skip, int count, CancellationToken cancellationToken)
    {
        lock (_noted)
        {
            return ValueTask.FromResult<IReadOnlyList<NotedEvent>>(
            [
                .. _noted.OrderByDescending(noted => noted.Value).ThenByDescending(noted => noted.Key, StringComparer.Ordinal)
                    .Skip(skip).Take(count).Select(noted => new NotedEvent(noted.Key, noted.Value)),
            ]);
        }
    }

    public ValueTask<EventCount> CountEventAsync(string eventId, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, policy, static (queue, policy, at) => queue.CountEvent(policy, at)));

    public ValueTask<QueueSample> SampleAsync(string eventId, int count, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (count, policy), static (queue, a, at) => queue.Sample(a.count, a.policy, at)));

    public ValueTask<JournalPage> ReadJournalAsync(string eventId, RecordId after, int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (after, count), static (queue, a, _) => queue.ReadJournal(a.after, Math.Min(a.count, JournalPage.MaxCount))));

    public ValueTask<JournalPage> FindInJournalAsync(string eventId, RecordId after, EntryId entry, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (after, entry), static (queue, a, _) => queue.FindInJournal(a.after, a.entry)));

    public ValueTask<IReadOnlyList<StoredAudit>> ReadAuditAsync(string eventId, RecordId after, int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (after, count), static (queue, a, _) => queue.ReadAudit(a.after, Math.Min(a.count, JournalPage.MaxCount))));

    public ValueTask<IReadOnlyList<StoredAudit>> ReadLastAuditAsync(string eventId, int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, count, static (queue, count, _) => queue.ReadLastAudit(Math.Min(count, JournalPage.MaxCount))));

    public ValueTask<IReadOnlyList<HistoryRecord>> ReadHistoryAsync(string eventId, RecordId after, int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (after, count), static (queue, a, _) => queue.ReadHistory(a.after, Math.Min(a.count, JournalPage.MaxCount))));

    public ValueTask<FoundVisitor> FindVisitorAsync(string eventId, VisitorKey key, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (key, policy), static (queue, a, at) => queue.FindVisitor(a.key, a.policy, at)));

    public ValueTask<EntryPage> ListEntriesAsync(string eventId, EntryList list, ulong label, string cursor, int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (list, label), static (queue, a, _) => queue.ListEntries(a.list, a.label)));

    public ValueTask<LabelPage> ListLabelsAsync(string eventId, string cursor, int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, cursor, static (queue, _, _) => queue.ListLabels()));

    public ValueTask<(MoveCode Code, long Position)> MoveUpAsync(
        string eventId, Place place, AuditNote note, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (place, note, policy), static (queue, a, at) => queue.MoveUp(a.place, a.note, a.policy, at)));

    public ValueTask<RemoveReply> RemoveAsync(
        string eventId, IReadOnlyList<Place> places, UInt128 removal, AuditNote note, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(
            eventId, (places, removal, note, policy), static (queue, a, at) => queue.Remove(a.places, a.removal, a.note, a.policy, at)));

    public ValueTask<UndoReply> UndoAsync(
        string eventId, UInt128 removal, int count, IReadOnlyList<DrawnRank> ranks, AuditNote note, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(
            eventId, (removal, count, ranks, note, policy), static (queue, a, at) => queue.Undo(a.removal, a.count, a.ranks, a.note, a.policy, at)));

    public ValueTask<EndReply> EndAsync(string eventId, string who, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (who, policy), static (queue, a, at) => queue.End(a.who, a.policy, at)));
}
