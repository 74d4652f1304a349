namespace TrafficTacos.Queueing;

/// <summary>
/// The boards of events, as everybody may read them. Safe for concurrent use; registered by <c>services.AddWaitingRoom()</c>. What is read is at
/// most a second old, and costs the store one short call a second, however many ask.
/// </summary>
/// <remarks>Every method throws <see cref="ArgumentException"/> for an event id that <see cref="EventIdFormat.IsValid"/> refuses, and
/// <see cref="WaitingRoomUnavailableException"/> if the store does not answer within <see cref="WaitingRoomOptions.StoreTimeout"/>.</remarks>
public abstract class EventBoards
{
    /// <summary>The board of an event; null for one that there cannot be (<see cref="WaitingRoomOptions.KnownEventsOnly"/>), and for one that is
    /// neither configured nor has had a visitor.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    public abstract ValueTask<EventBoard?> FindAsync(string eventId, CancellationToken cancellationToken = default);
}
