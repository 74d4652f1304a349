namespace TrafficTacos.Queueing;

/// <summary>
/// The draws of events, as everybody may read them. Safe for concurrent use; registered by <c>services.AddWaitingRoom()</c>. What is read is at
/// most a second old, however many ask.
/// </summary>
/// <remarks>Every method throws <see cref="ArgumentException"/> for an event id that <see cref="EventIdFormat.IsValid"/> refuses, and
/// <see cref="WaitingRoomUnavailableException"/> if the store does not answer within <see cref="WaitingRoomOptions.StoreTimeout"/>.</remarks>
public abstract class EventDraws
{
    /// <summary>Whether there can be such an event (<see cref="WaitingRoomOptions.KnownEventsOnly"/>). The store is not asked.</summary>
    /// <param name="eventId">The event.</param>
    public abstract bool CanExist(string eventId);

    /// <summary>The draw of an event; null if none was announced.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    public abstract ValueTask<EventDraw?> FindAsync(string eventId, CancellationToken cancellationToken = default);

    /// <summary>A visitor's part in it; null before <see cref="DrawPhase.Rooted"/>, if they joined later, and for a token that is not of this
    /// event. It is no heartbeat.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="waitingToken">Any text.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    public abstract ValueTask<DrawnPlace?> FindPlaceAsync(string eventId, string waitingToken, CancellationToken cancellationToken = default);

    /// <summary>The list of who takes part; null if there is none yet.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    public abstract ValueTask<DrawnList?> ReadListAsync(string eventId, CancellationToken cancellationToken = default);
}
