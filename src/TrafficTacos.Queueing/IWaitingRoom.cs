namespace TrafficTacos.Queueing;

/// <summary>
/// The waiting room as visitors use it: join an event's queue, ask for the status, enter, leave. Safe for concurrent use.
/// Register it with <c>services.AddWaitingRoom()</c>.
/// </summary>
/// <remarks>
/// What a visitor can run into is an outcome of the result, not an exception. Every method throws
/// <see cref="ArgumentException"/> for an event id that <see cref="EventIdFormat.IsValid"/> refuses, and
/// <see cref="WaitingRoomUnavailableException"/> if the store does not answer within
/// <see cref="WaitingRoomOptions.StoreTimeout"/>. A call that failed changed nothing or is safe to repeat.
/// A token that this waiting room did not sign is recognized without asking the store.
/// </remarks>
public interface IWaitingRoom
{
    /// <summary>Takes a place at the end of an event's queue, or finds the place that this visitor already has.</summary>
    /// <param name="request">The event and the visitor's identity.</param>
    /// <param name="cancellationToken">Stops waiting for the result; the place may have been taken anyway.</param>
    Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells a visitor where they stand. Each call is the heartbeat that keeps the place.</summary>
    /// <param name="request">The visitor's waiting token.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    ValueTask<VisitorStatus> GetStatusAsync(StatusRequest request, CancellationToken cancellationToken = default);

    /// <summary>Admits a visitor whose status is <see cref="VisitorState.Ready"/>. Entering again while the pass is live returns
    /// the same pass, so a lost response costs nobody their turn.</summary>
    /// <param name="request">The visitor's waiting token and the user who enters with it.</param>
    /// <param name="cancellationToken">Stops waiting for the result; enter again to get it.</param>
    Task<EnterResult> EnterAsync(EnterRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gives up a place. Leaving twice, or after the place is gone, is no error.</summary>
    /// <param name="request">The visitor's waiting token and how to leave.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    Task<LeaveResult> LeaveAsync(LeaveRequest request, CancellationToken cancellationToken = default);

    /// <summary>Verifies a waiting token by its signature alone: the store is not asked, nothing is counted, and it is no
    /// heartbeat. Made for code that decides about a request before it is served, such as a rate limiter.</summary>
    /// <param name="waitingToken">Any text.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    /// <returns>What the token says, or null if this waiting room did not sign it.</returns>
    /// <remarks>Where no signing key is configured, the first call of a process and the first after a lost connection may ask the
    /// store for the shared secret.</remarks>
    ValueTask<WaitingTokenInfo?> ReadTokenAsync(string waitingToken, CancellationToken cancellationToken = default);

    /// <summary>What an event does at the moment, as this process last read it. Made to be asked before every request.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    ValueTask<EventStatus> GetEventAsync(string eventId, CancellationToken cancellationToken = default);

    /// <summary>Whether the store answers within <see cref="WaitingRoomOptions.StoreTimeout"/>, for readiness checks. Returns
    /// false instead of throwing if it does not.</summary>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    ValueTask<bool> IsAvailableAsync(CancellationToken cancellationToken = default);
}
