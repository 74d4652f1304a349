namespace TrafficTacos.Queueing;

/// <summary>
/// Passes as the application behind the waiting room uses them: claim a pass for one request, then spend it if the request
/// succeeded or release it if it failed. Safe for concurrent use; registered by <c>services.AddWaitingRoom()</c>.
/// </summary>
/// <remarks>Every method throws <see cref="WaitingRoomUnavailableException"/> if the store does not answer within
/// <see cref="WaitingRoomOptions.StoreTimeout"/>.</remarks>
public interface IAdmissionPasses
{
    /// <summary>Claims a pass for one request. A claim that is neither spent nor released, because its owner died, lapses after
    /// <see cref="EventOptions.ClaimLease"/>; another request may then claim the pass.</summary>
    /// <param name="request">The event, the pass and the user of the request.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    Task<PassClaimResult> ClaimAsync(PassClaimRequest request, CancellationToken cancellationToken = default);

    /// <summary>Spends a claimed pass: it admits nobody any more. After the claim's lease this works only if no other request has
    /// claimed the pass in the meantime; otherwise nothing changes.</summary>
    /// <param name="claim">From <see cref="ClaimAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    /// <exception cref="ArgumentException">The claim is none of <see cref="ClaimAsync"/>.</exception>
    Task SpendAsync(PassClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Releases a claimed pass: it can be claimed again until its lifetime ends. After the lease as with
    /// <see cref="SpendAsync"/>.</summary>
    /// <param name="claim">From <see cref="ClaimAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    /// <exception cref="ArgumentException">The claim is none of <see cref="ClaimAsync"/>.</exception>
    Task ReleaseAsync(PassClaim claim, CancellationToken cancellationToken = default);
}
