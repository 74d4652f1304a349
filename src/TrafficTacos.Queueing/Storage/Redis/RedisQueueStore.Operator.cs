using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>What operators read and change.</summary>
internal sealed partial class RedisQueueStore
{
    public async ValueTask<JournalPage> ReadJournalAsync(string eventId, RecordId after, int count, CancellationToken cancellationToken) =>
        RedisStreams.Journal(await ReadStreamAsync("journal", eventId, after, count, null, cancellationToken).ConfigureAwait(false), after);

    public async ValueTask<JournalPage> FindInJournalAsync(string eventId, RecordId after, EntryId entry, CancellationToken cancellationToken) =>
        RedisStreams.Journal(await ReadStreamAsync("journal", eventId, after, JournalPage.MaxCount, entry, cancellationToken).ConfigureAwait(false), after);

    public async ValueTask<IReadOnlyList<StoredAudit>> ReadAuditAsync(string eventId, RecordId after, int count, CancellationToken cancellationToken) =>
        RedisStreams.Audit(await ReadStreamAsync("audit", eventId, after, count, null, cancellationToken).ConfigureAwait(false));

    public async ValueTask<IReadOnlyList<StoredAudit>> ReadLastAuditAsync(string eventId, int count, CancellationToken cancellationToken) =>
        RedisStreams.Audit(await RunAsync(
            _scripts.ReadStream, _keys.Of(eventId).Event, ["audit", "+", Math.Min(count, JournalPage.MaxCount), ""], cancellationToken).ConfigureAwait(false));

    public async ValueTask<IReadOnlyList<HistoryRecord>> ReadHistoryAsync(string eventId, RecordId after, int count, CancellationToken cancellationToken) =>
        RedisStreams.History(await ReadStreamAsync("history", eventId, after, count, null, cancellationToken).ConfigureAwait(false));

    public async ValueTask NoteEventAsync(string eventId, CancellationToken cancellationToken) =>
        await RunAsync(_scripts.NoteEvent, _keys.Events, [eventId], cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<NotedEvent>> ListEventsAsync(int skip, int count, CancellationToken cancellationToken) =>
        RedisOperatorReplies.Events(await RunAsync(_scripts.ListEvents, _keys.Events, [skip, count], cancellationToken).ConfigureAwait(false));

    public async ValueTask<EventCount> CountEventAsync(string eventId, EventPolicy policy, CancellationToken cancellationToken) =>
        RedisOperatorReplies.Count(await RunAsync(
            _scripts.Show, _keys.Of(eventId).Event, [policy.Packed, WaitHistogram.Buckets], cancellationToken).ConfigureAwait(false));

    public async ValueTask<QueueSample> SampleAsync(string eventId, int count, EventPolicy policy, CancellationToken cancellationToken) =>
        RedisReplies.Sample(await RunAsync(_scripts.Sample, _keys.Of(eventId).Event, [policy.Packed, count], cancellationToken).ConfigureAwait(false));

    public async ValueTask<FoundVisitor> FindVisitorAsync(string eventId, VisitorKey key, EventPolicy policy, CancellationToken cancellationToken)
    {
        RedisValue by = key.Kind switch { VisitorKeyKind.User => "user", VisitorKeyKind.Position => "position", _ => "entry" };
        RedisValue value = key.Kind == VisitorKeyKind.Position ? key.Position : ScriptArguments.Bytes(key.Entry.Value);
        return RedisOperatorReplies.Found(await RunAsync(
            _scripts.FindVisitor, _keys.Of(eventId).Event, [policy.Packed, by, value], cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<EntryPage> ListEntriesAsync(string eventId, EntryList list, ulong label, string cursor, int count, CancellationToken cancellationToken)
    {
        RedisValue where = list switch { EntryList.Queue => "queue", EntryList.Records => "records", _ => "users" };
        return RedisOperatorReplies.Entries(await RunAsync(
            _scripts.ListEntries, _keys.Of(eventId).Event, [where, cursor, count, ScriptArguments.Bytes(label)], cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<LabelPage> ListLabelsAsync(string eventId, string cursor, int count, CancellationToken cancellationToken) =>
        RedisOperatorReplies.Labels(await RunAsync(
            _scripts.ListEntries, _keys.Of(eventId).Event, ["groups", cursor, count, ""], cancellationToken).ConfigureAwait(false));

    public async ValueTask<(MoveCode Code, long Position)> MoveUpAsync(
        string eventId, Place place, AuditNote note, EventPolicy policy, CancellationToken cancellationToken)
    {
        var reply = await CallAsync(
            _scripts.MoveUp, eventId, _keys.Of(eventId).Event, policy,
            [ScriptArguments.Bytes(place.Entry.Value), place.Ticket, note.Who, note.Detail], cancellationToken).ConfigureAwait(false);
        return ((MoveCode)(int)reply[2], (long)reply[3]);
    }

    public async ValueTask<RemoveReply> RemoveAsync(
        string eventId, IReadOnlyList<Place> places, UInt128 removal, AuditNote note, EventPolicy policy, CancellationToken cancellationToken)
    {
        var entries = ScriptArguments.Entries(places.Count, i => places[i].Entry);
        var tickets = ScriptArguments.Doubles(places.Count, i => places[i].Ticket);
        var reply = await CallAsync(
            _scripts.Remove, eventId, _keys.Of(eventId).WithRemoval(removal), policy,
            [places.Count, entries, tickets, note.Who, note.What, note.Detail], cancellationToken).ConfigureAwait(false);
        return new RemoveReply((long)reply[2], (long)reply[3]);
    }

    public async ValueTask<UndoReply> UndoAsync(
        string eventId, UInt128 removal, int count, IReadOnlyList<DrawnRank> ranks, AuditNote note, EventPolicy policy, CancellationToken cancellationToken)
    {
        var reply = await CallAsync(
            _scripts.Undo,
            eventId,
            _keys.Of(eventId).WithRemoval(removal),
            policy,
            [
                count, note.Who, note.Detail, ranks.Count, ScriptArguments.Entries(ranks.Count, i => ranks[i].Place.Entry),
                ScriptArguments.Doubles(ranks.Count, i => (long)ranks[i].Rank),
            ],
            cancellationToken).ConfigureAwait(false);
        return new UndoReply((UndoCode)(int)reply[2], (long)reply[3], (long)reply[4], (long)reply[5]) { Wanted = RedisDrawReplies.Places(reply[6]) };
    }

    public async ValueTask<EndReply> EndAsync(string eventId, string who, EventPolicy policy, CancellationToken cancellationToken)
    {
        var keys = _keys.Of(eventId);
        var reply = await CallAsync(_scripts.EndEvent, eventId, keys.With(keys.DrawLeft), policy, [who], cancellationToken).ConfigureAwait(false);
        return new EndReply((long)reply[2] == 1, (long)reply[3], (long)reply[4], (long)reply[5], (long)reply[6]);
    }

    private ValueTask<RedisResult> ReadStreamAsync(
        string stream, string eventId, RecordId after, int count, EntryId? entry, CancellationToken cancellationToken)
    {
        RedisValue from = after == RecordId.Start ? "-" : after.ToString();
        RedisValue about = entry is { } id ? ScriptArguments.Bytes(id.Value) : "";
        return RunAsync(_scripts.ReadStream, _keys.Of(eventId).Event, [stream, from, Math.Min(count, JournalPage.MaxCount), about], cancellationToken);
    }
}
