using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage;

/// <summary>The seam between the waiting room and its store. Every operation is atomic and on the store's clock. The two stores
/// agree reply for reply; lua/README.md says what each operation means. Throws <see cref="WaitingRoomUnavailableException"/> if
/// the store does not answer.</summary>
internal partial interface IQueueStore : IDrawStore
{
    /// <summary>How often the connection to the store was restored: the store may have lost its data each time.</summary>
    int ReconnectCount { get; }

    /// <summary>Gives one identity its one place: that of a user who was attached to one is there.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="entry">The identity.</param>
    /// <param name="label">What the application says of a visitor who gets a place, as a hash; zero for nothing.</param>
    /// <param name="policy">The configured numbers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<JoinReply> JoinAsync(string eventId, EntryId entry, ulong label, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Tells a visitor where they stand. The question is a heartbeat, and brings back a place that is remembered, or that the
    /// store lost and the token proves.</summary>
    ValueTask<StatusReply> StatusAsync(string eventId, Place place, PlaceProof proof, bool hidden, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Records heartbeats late; returns how many places came back that were taken out meanwhile.</summary>
    ValueTask<int> HearAsync(string eventId, IReadOnlyList<LateHeartbeat> heartbeats, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Admits a visitor exactly when status would call them ready.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="place">The place.</param>
    /// <param name="proof">What the token says of it.</param>
    /// <param name="user">Whom the pass is bound to; zero for nobody.</param>
    /// <param name="passId">Names the pass, if one is granted.</param>
    /// <param name="policy">The configured numbers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<EnterReply> EnterAsync(
        string eventId, Place place, PlaceProof proof, UInt128 user, ulong passId, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Attaches a user to a place that was joined without one.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="place">The place.</param>
    /// <param name="own">The entry that the user would have without it.</param>
    /// <param name="user">The user, as passes are bound to them.</param>
    /// <param name="policy">The configured numbers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False if it is another user's, or this user has an older place.</returns>
    ValueTask<bool> AttachAsync(string eventId, Place place, EntryId own, UInt128 user, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>The pass or the session of a visitor who was let in; null if there is none, or it is spent.</summary>
    ValueTask<PassReply?> FindPassAsync(string eventId, Place place, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Gives up a place, at once or softly; false if there was none.</summary>
    ValueTask<bool> LeaveAsync(string eventId, Place place, bool soft, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Claims a pass for <see cref="EventPolicy.ClaimLease"/>, spends or releases it. A pass that the store lost is honoured once more.</summary>
    ValueTask<RedeemReply> RedeemAsync(
        string eventId, Place place, PassProof proof, RedeemStep step, PassClaimant claimant, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Turns a pass that no request claims into a session; again with the same pass it is the same session.</summary>
    ValueTask<OpenReply> OpenSessionAsync(string eventId, Place place, PassProof proof, ulong sessionId, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Looks at a session, renews, extends or releases it. One that the store lost, and that the token proves, is registered again.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="place">The place that was used up by it. The ticket counts after a loss alone.</param>
    /// <param name="proof">What the token says of it; its id alone where there is no token.</param>
    /// <param name="step">What to do.</param>
    /// <param name="policy">The configured numbers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<SessionReply> SessionAsync(string eventId, Place place, SessionProof proof, SessionStep step, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Runs the clocks, takes places out, sums the rate windows, and reads what the estimate needs.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="away">Time since this caller got the reply to its last call, by its own monotonic clock; zero if unknown.</param>
    /// <param name="policy">The configured numbers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<MaintenanceReply> MaintainAsync(string eventId, TimeSpan away, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Changes settings for all gateways at once, or none of them; an empty change reads.</summary>
    ValueTask<SettingsReply> SettingsAsync(string eventId, EventSettingsChange change, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Reads the journal behind a record; nothing of an event that keeps none.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="after">The record; <see cref="RecordId.Start"/> for the first that is kept.</param>
    /// <param name="count">How many at most, up to <see cref="JournalPage.MaxCount"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<JournalPage> ReadJournalAsync(string eventId, RecordId after, int count, CancellationToken cancellationToken);

    /// <summary>Binds an idempotency key to the first request that came with it.</summary>
    ValueTask<BindReply> BindAsync(UInt128 key, UInt128 fingerprint, TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Agrees with the other gateways on one secret.</summary>
    ValueTask<byte[]> ShareSecretAsync(byte[] proposal, CancellationToken cancellationToken);

    /// <summary>Whether the store answers and takes writes; false instead of an exception if not.</summary>
    ValueTask<bool> PingAsync(CancellationToken cancellationToken);
}
