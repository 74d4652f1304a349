using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage;

/// <content>What operators read and change. A read is nobody's heartbeat, and no call holds the store for more than a few milliseconds:
/// what is long comes in pages.</content>
internal partial interface IQueueStore
{
    /// <summary>Notes that an event is there, for <see cref="ListEventsAsync"/>.</summary>
    ValueTask NoteEventAsync(string eventId, CancellationToken cancellationToken);

    /// <summary>The events that were noted, the last ones first.</summary>
    ValueTask<IReadOnlyList<NotedEvent>> ListEventsAsync(int skip, int count, CancellationToken cancellationToken);

    /// <summary>Everything that is counted of an event.</summary>
    ValueTask<EventCount> CountEventAsync(string eventId, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>The ranks at some positions, evenly over the whole queue. It is nobody's heartbeat.</summary>
    ValueTask<QueueSample> SampleAsync(string eventId, int count, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>The records of the journal about one entry, among the next <see cref="JournalPage.MaxCount"/> behind a record.</summary>
    ValueTask<JournalPage> FindInJournalAsync(string eventId, RecordId after, EntryId entry, CancellationToken cancellationToken);

    /// <summary>What operators did, behind a record.</summary>
    ValueTask<IReadOnlyList<StoredAudit>> ReadAuditAsync(string eventId, RecordId after, int count, CancellationToken cancellationToken);

    /// <summary>What operators did last, newest first.</summary>
    ValueTask<IReadOnlyList<StoredAudit>> ReadLastAuditAsync(string eventId, int count, CancellationToken cancellationToken);

    /// <summary>The records of every ten seconds, behind one of them.</summary>
    ValueTask<IReadOnlyList<HistoryRecord>> ReadHistoryAsync(string eventId, RecordId after, int count, CancellationToken cancellationToken);

    /// <summary>Where somebody stands.</summary>
    ValueTask<FoundVisitor> FindVisitorAsync(string eventId, VisitorKey key, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Some of those who have a place: see lua/list_entries.lua.</summary>
    ValueTask<EntryPage> ListEntriesAsync(string eventId, EntryList list, ulong label, string cursor, int count, CancellationToken cancellationToken);

    /// <summary>The labels of some of those who have one and a place: see lua/list_entries.lua.</summary>
    ValueTask<LabelPage> ListLabelsAsync(string eventId, string cursor, int count, CancellationToken cancellationToken);

    /// <summary>Lets somebody in next: directly behind who is ready.</summary>
    ValueTask<(MoveCode Code, long Position)> MoveUpAsync(string eventId, Place place, AuditNote note, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Removes visitors; those of a removal can be given back. Ticket 0 stands for any.</summary>
    ValueTask<RemoveReply> RemoveAsync(
        string eventId, IReadOnlyList<Place> places, UInt128 removal, AuditNote note, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Gives back some of the places that a removal took.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="removal">Which.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="ranks">Those that <see cref="UndoReply.Wanted"/> named, with the ranks that they drew; a positive one for who drew none.</param>
    /// <param name="note">Who does it.</param>
    /// <param name="policy">The configured numbers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<UndoReply> UndoAsync(
        string eventId, UInt128 removal, int count, IReadOnlyList<DrawnRank> ranks, AuditNote note, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Ends every place, pass and session of an event, and its draw. The next join begins another event of this name.</summary>
    ValueTask<EndReply> EndAsync(string eventId, string who, EventPolicy policy, CancellationToken cancellationToken);
}
