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

    /// <summary>What operators did last, newest first.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="count">How many at most: 1 to 500.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    public abstract Task<IReadOnlyList<AuditEntry>> GetLastAuditAsync(string eventId, int count, CancellationToken cancellationToken = default);

    /// <summary>The event at every ten seconds, oldest first; about 28 hours of it are kept.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="since">From when.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract IAsyncEnumerable<SaleMoment> GetHistoryAsync(string eventId, DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>When everybody is in who waits now, and when they would be after a change, which is not made: of it the rate, the burst, the shoppers'
    /// maximum and the mode count. It is the estimate that visitors are told, for the last of them.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="change">What might be changed.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public abstract Task<ForecastChange> ForecastAsync(string eventId, EventSettingsChange change, CancellationToken cancellationToken = default);

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

    /// <summary>The ten largest groups of those who wait or are remembered. It looks at 20,000 places at most, in pages; of more it estimates.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<GroupCounts> GetGroupsAsync(string eventId, CancellationToken cancellationToken = default);

    /// <summary>Removes everybody of a group who has a place, unless they are more than the operator reckons with. They can be given back for ten
    /// minutes.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="groupId">The <see cref="GroupCount.Id"/>.</param>
    /// <param name="most">So many may be removed. If there are more, nobody is, and <see cref="RemovalResult.TooMany"/> says how many.</param>
    /// <param name="who">Who does it, for the audit: 1 to 128 characters.</param>
    /// <param name="cancellationToken">Stops it: some are removed then.</param>
    /// <exception cref="ArgumentException"><paramref name="groupId"/> is none.</exception>
    public abstract Task<RemovalResult> RemoveGroupAsync(string eventId, string groupId, long most, string who, CancellationToken cancellationToken = default);

    /// <summary>The <see cref="GroupCount.Id"/> of a group.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="group">As the application named it.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    public abstract Task<string> GetGroupIdAsync(string eventId, string group, CancellationToken cancellationToken = default);

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
