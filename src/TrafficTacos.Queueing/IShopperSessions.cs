namespace TrafficTacos.Queueing;

/// <summary>
/// Sessions of visitors who are inside: what a pass turns into where a visit takes longer than one request. A session serves any number of
/// requests at once and holds one of <see cref="EventOptions.MaximumShoppers"/> seats. Safe for concurrent use; registered by
/// <c>services.AddWaitingRoom()</c>.
/// </summary>
/// <remarks>Every method throws <see cref="WaitingRoomUnavailableException"/> if the store is asked and does not answer within
/// <see cref="WaitingRoomOptions.StoreTimeout"/>.</remarks>
public interface IShopperSessions
{
    /// <summary>Turns a pass into a session. The pass is spent by it. Again with the same pass it is the same session, in case the answer was
    /// lost.</summary>
    /// <param name="request">The pass and the user.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    Task<SessionOpenResult> OpenAsync(SessionOpenRequest request, CancellationToken cancellationToken = default);

    /// <summary>Whether a session lives, which is a use of it. Completes without the store while the token is fresh; otherwise the result
    /// has a renewed token.</summary>
    /// <param name="request">The token and the user.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    ValueTask<SessionResult> CheckAsync(SessionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lets a session live for <see cref="EventOptions.SessionLifetime"/> from now, up to <see cref="EventOptions.SessionMaximum"/>
    /// from its beginning.</summary>
    /// <param name="request">The token and the user.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    Task<SessionResult> ExtendAsync(SessionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends a session early: the visitor is done. The next visitor gets the seat about three seconds later.</summary>
    /// <param name="request">The token and the user.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    Task<SessionReleaseOutcome> ReleaseAsync(SessionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends a session early by its id, for a webhook or a worker that has no token.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="sessionId">From <see cref="ShopperSession.SessionId"/>.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    Task<SessionReleaseOutcome> ReleaseByIdAsync(string eventId, string sessionId, CancellationToken cancellationToken = default);
}
