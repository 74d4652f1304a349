namespace TrafficTacos.Queueing;

/// <summary>
/// The waiting room as an operator uses it: read and change an event while it runs. Safe for concurrent use; registered by
/// <c>services.AddWaitingRoom()</c>.
/// </summary>
/// <remarks>Every method throws <see cref="ArgumentException"/> for an event id that <see cref="EventIdFormat.IsValid"/> refuses,
/// and <see cref="WaitingRoomUnavailableException"/> if the store does not answer within
/// <see cref="WaitingRoomOptions.StoreTimeout"/>.</remarks>
public abstract partial class WaitingRoomOperator
{
    /// <summary>The settings in force for an event: what an operator changed, otherwise what is configured.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    public abstract Task<EventSettings> GetSettingsAsync(string eventId, CancellationToken cancellationToken = default);

    /// <summary>Changes an event while it runs, for all gateways at once. Tokens that the bucket has earned stay; a new rate
    /// counts from now on.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Stops waiting for the result; the change may have been made.</param>
    /// <returns>The settings now in force.</returns>
    /// <exception cref="ArgumentException">A number is out of range; nothing was changed.</exception>
    public abstract Task<EventSettings> ChangeSettingsAsync(string eventId, EventSettingsChange change, CancellationToken cancellationToken = default);
}
