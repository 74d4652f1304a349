namespace TrafficTacos.Queueing;

/// <content>What a sale looks like, and what can be done for or against visitors. Reading is nobody's heartbeat and holds the store for a few
/// milliseconds at most; what is long comes in pages.</content>
public abstract partial class WaitingRoomOperator
{
    /// <summary>The events that are configured or had ten visitors, the ones used last first; those of the last 30 days, 10,000 at most.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract IAsyncEnumerable<EventOverview> ListEventsAsync(CancellationToken cancellationToken = default);

    /// <summary>One event in numbers.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    public abstract Task<EventOverview> GetEventAsync(string eventId, CancellationToken cancellationToken = default);

    /// <summary>What happened to the visitors of an event, oldest first and each record at least once. The journal has a length
    /// (<see cref="EventOptions.JournalLength"/>): where records may be missing, an entry comes that <see cref="JournalEntry.IsGap"/>.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="after">The <see cref="JournalEntry.Position"/> of the last entry that is known; null for the first that is kept.</param>
    /// <param name="follow">Whether to wait for what happens from now on, until cancelled.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is no position.</exception>
    public abstract IAsyncEnumerable<JournalEntry> ReadJournalAsync(
        string eventId, string? after = null, bool follow = false, CancellationToken cancellationToken = default);

    /// <summary>What operators did, oldest first. It is kept for 400 days, and visitors' traffic never cuts it.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract IAsyncEnumerable<AuditEntry> GetAuditAsync(string eventId, CancellationToken cancellationToken = default);

    /// <summary>Where a visitor stands, and what the journal says of them. Null if nobody is known by that.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="query">By what to look for them.</param>
    /// <param name="progress">Gets how many places and records were looked at: a support code and the journal take a while.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<VisitorReport?> FindVisitorAsync(
        string eventId, VisitorQuery query, IProgress<long>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Lets somebody in next: they stand directly behind the visitors who are ready, so it takes the turn of nobody and no more are
    /// let in than otherwise. Who is remembered is back.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="query">Who; not by a number, which anybody can say.</param>
    /// <param name="who">Who does it, for the audit: 1 to 128 characters.</param>
    /// <param name="cancellationToken">Stops waiting for the result; it may have been done.</param>
    /// <exception cref="ArgumentException">The query is a number, or <paramref name="who"/> is missing; nothing was changed.</exception>
    public abstract Task<AdmitNextResult> AdmitNextAsync(string eventId, VisitorQuery query, string who, CancellationToken cancellationToken = default);

    /// <summary>Removes one visitor who waits or is remembered. They can be given back for ten minutes.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="query">Who; not by a number, which anybody can say.</param>
    /// <param name="who">Who does it, for the audit: 1 to 128 characters.</param>
    /// <param name="cancellationToken">Stops waiting for the result; it may have been done.</param>
    /// <exception cref="ArgumentException">The query is a number, or <paramref name="who"/> is missing; nothing was changed.</exception>
    public abstract Task<RemovalResult> RemoveAsync(string eventId, VisitorQuery query, string who, CancellationToken cancellationToken = default);

    /// <summary>How many visitors have a place who joined with this <see cref="JoinRequest.Group"/>.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="group">As the application named it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<long> CountAsync(string eventId, string group, CancellationToken cancellationToken = default);

    /// <summary>Removes everybody who has a place and joined with this <see cref="JoinRequest.Group"/>. They can be given back for ten
    /// minutes.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="group">As the application named it.</param>
    /// <param name="who">Who does it, for the audit: 1 to 128 characters.</param>
    /// <param name="cancellationToken">Stops it: some are removed then.</param>
    public abstract Task<RemovalResult> RemoveManyAsync(string eventId, string group, string who, CancellationToken cancellationToken = default);

    /// <summary>Gives back the places that a removal took, up to ten minutes after it: at their rank, or directly behind the visitors who
    /// are ready if that has passed. Who joined again meanwhile keeps the new place.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="undoId">The <see cref="RemovalResult.UndoId"/>.</param>
    /// <param name="who">Who does it, for the audit: 1 to 128 characters.</param>
    /// <param name="cancellationToken">Stops it: some are back then.</param>
    public abstract Task<UndoResult> UndoAsync(string eventId, string undoId, string who, CancellationToken cancellationToken = default);

    /// <summary>Ends everything of an event: places, passes, sessions and the draw. Their tokens answer "expired". There is no way back. Whoever joins
    /// next begins another event of this name, with the same settings. The journal, the audit and the papers of a draw stay; the report begins anew,
    /// so take it first. A gateway that has let a session through may do so for two seconds more; nobody is let in for three.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="who">Who does it, for the audit: 1 to 128 characters.</param>
    /// <param name="cancellationToken">Stops waiting for the result; it may have been done.</param>
    public abstract Task<EndEventResult> EndEventAsync(string eventId, string who, CancellationToken cancellationToken = default);

    /// <summary>A sale in numbers, to keep: while it runs, or for as long as the event is kept after it.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<SaleReport> ReportAsync(string eventId, CancellationToken cancellationToken = default);
}
