namespace TrafficTacos.Queueing;

/// <summary>
/// The waiting room: one fair place for everybody, the truth about it, and admission at the rate the shop can bear.
/// Safe for concurrent use; register it with
/// <see cref="WaitingRoomServiceCollectionExtensions.AddWaitingRoom(Microsoft.Extensions.DependencyInjection.IServiceCollection)"/>.
/// </summary>
/// <remarks>
/// Waiting is an outcome, not an exception. What throws, on every method: <see cref="ArgumentException"/> for an event id
/// that <see cref="EventId.IsValid"/> refuses, and <see cref="WaitingRoomUnavailableException"/> when the store does not
/// answer within <see cref="WaitingRoomOptions.StoreTimeout"/>; the call then changed nothing, or is safe to repeat.
/// A token this waiting room never signed is an outcome too, and is found out without asking the store.
/// </remarks>
public interface IWaitingRoom
{
    /// <summary>Takes a place at the end of an event's queue, or finds the one this visitor already has.</summary>
    /// <param name="eventId">The sale: 1–128 characters of <c>A–Z a–z 0–9 . _ : -</c>.</param>
    /// <param name="visitor">Who asks. One identity has one place in an event.</param>
    /// <param name="label">What else the request said (a name for the backends). It identifies nobody; it only tells a
    /// repeated request from a different one under the same idempotency key.</param>
    /// <param name="cancellationToken">Stops waiting for the answer; the place may have been taken all the same.</param>
    ValueTask<JoinResult> JoinAsync(string eventId, Visitor visitor, string? label = null, CancellationToken cancellationToken = default);

    /// <summary>Tells a visitor where they stand. Asking is the heartbeat that keeps the place.</summary>
    /// <param name="waitingToken">The token from <see cref="JoinAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    ValueTask<VisitorStatus> GetStatusAsync(string waitingToken, CancellationToken cancellationToken = default);

    /// <summary>The same for many visitors at once, of one event or several; answers come in the order of the tokens.</summary>
    /// <param name="waitingTokens">Tokens from <see cref="JoinAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting for the answers.</param>
    ValueTask<IReadOnlyList<VisitorStatus>> GetStatusesAsync(IReadOnlyList<string> waitingTokens, CancellationToken cancellationToken = default);

    /// <summary>Tells a waiting token of ours from any other text, by its signature alone: the store is not asked, nothing is
    /// counted, and it is no heartbeat. Made for whoever has to decide about a request before it is served, such as a rate
    /// limiter. Only the first call of a process, and the first after a lost connection, may have to ask the store for the secret
    /// that signs tokens, where none is configured.</summary>
    /// <param name="waitingToken">Any text; the token from <see cref="JoinAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>What the token says, or null when this waiting room never signed it.</returns>
    ValueTask<WaitingTokenInfo?> RecognizeAsync(string waitingToken, CancellationToken cancellationToken = default);

    /// <summary>Admits a visitor whose status is <see cref="VisitorState.Ready"/>. Entering again while the pass lives
    /// grants the same pass, so a lost answer costs nobody their turn.</summary>
    /// <param name="waitingToken">The token from <see cref="JoinAsync"/>.</param>
    /// <param name="userId">The authenticated user who enters, or null. A user's token admits that user alone; an anonymous
    /// one binds its pass to whoever enters with it.</param>
    /// <param name="cancellationToken">Stops waiting for the answer; enter again to get it.</param>
    ValueTask<EnterResult> EnterAsync(string waitingToken, string? userId = null, CancellationToken cancellationToken = default);

    /// <summary>Gives a place up. Leaving twice, or after the place is gone, is no error.</summary>
    /// <param name="waitingToken">The token from <see cref="JoinAsync"/>.</param>
    /// <param name="mode">At once, or softly: a status call within <see cref="WaitingRoomOptions.SoftLeaveTime"/> takes it back.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    ValueTask<LeaveOutcome> LeaveAsync(string waitingToken, LeaveMode mode = LeaveMode.AtOnce, CancellationToken cancellationToken = default);

    /// <summary>Claims a pass for one request. Then <see cref="SpendAsync"/> when the request succeeded, or
    /// <see cref="GiveBackAsync"/> when it failed, so that the visitor may try again within the pass's time.
    /// Who ends it neither way, because it died, loses it after <see cref="WaitingRoomOptions.ClaimLease"/> to whoever claims next.</summary>
    /// <param name="eventId">The event the request is for; a pass of another one is refused.</param>
    /// <param name="reservationToken">The token from <see cref="EnterAsync"/>.</param>
    /// <param name="userId">The authenticated user of the request, or null. A pass bound to a user serves that user alone.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    ValueTask<ClaimResult> ClaimAsync(string eventId, string reservationToken, string? userId = null, CancellationToken cancellationToken = default);

    /// <summary>Spends a claimed pass: it admits nobody any more. Behind the claim's lease it does so only while no other request
    /// has claimed the pass; otherwise nothing changes.</summary>
    /// <param name="claim">From <see cref="ClaimAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting for the answer. A claimed pass that is never spent serves others after its lease.</param>
    ValueTask SpendAsync(PassClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Gives a claimed pass back: it can be claimed again while its time lasts. Behind the lease as with
    /// <see cref="SpendAsync"/>.</summary>
    /// <param name="claim">From <see cref="ClaimAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    ValueTask GiveBackAsync(PassClaim claim, CancellationToken cancellationToken = default);

    /// <summary>The settings that hold for an event now: what an operator changed, else what is configured.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    ValueTask<EventSettings> GetSettingsAsync(string eventId, CancellationToken cancellationToken = default);

    /// <summary>Changes an event while it runs, for all gateways at once. Tokens already earned stay earned; the new rate
    /// counts from now on.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="change">What to change; null leaves a setting alone.</param>
    /// <param name="cancellationToken">Stops waiting for the answer; the change may have been made.</param>
    /// <returns>The settings that hold now.</returns>
    /// <exception cref="ArgumentException">A number is out of range; nothing was changed.</exception>
    ValueTask<EventSettings> ChangeSettingsAsync(string eventId, EventSettingsChange change, CancellationToken cancellationToken = default);

    /// <summary>Whether the store answers within <see cref="WaitingRoomOptions.StoreTimeout"/>, for readiness checks. Does not
    /// throw when it is away.</summary>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    ValueTask<bool> IsAvailableAsync(CancellationToken cancellationToken = default);
}
