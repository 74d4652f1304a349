namespace TrafficTacos.Queueing;

/// <summary>
/// Idempotency-Keys in the waiting room's store: the first request with a key claims it, and no repetition is done again. Safe
/// for concurrent use; registered by <c>services.AddWaitingRoom()</c>.
/// </summary>
/// <remarks>
/// A claim is bounded by its lease. When the lease ends before the claim does, its owner is taken to be dead, and the same request
/// may claim the key anew; the late owner then ends nothing. Until that happens the late owner may still complete the claim.
/// Every method throws <see cref="WaitingRoomUnavailableException"/> if the store does not answer within
/// <see cref="WaitingRoomOptions.StoreTimeout"/>.
/// </remarks>
public abstract class IdempotencyKeys
{
    /// <summary>Claims a key together with the fingerprint of its request, or tells what became of the first request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops waiting for the result; the key may stay claimed until its lease ends.</param>
    public abstract Task<IdempotencyResult> ClaimAsync(IdempotencyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Stores the response for <see cref="WaitingRoomOptions.IdempotencyRetention"/>.</summary>
    /// <param name="claim">From <see cref="ClaimAsync"/>.</param>
    /// <param name="response">What repetitions of the request get.</param>
    /// <param name="cancellationToken">Stops waiting; the response may be stored anyway.</param>
    /// <returns>False if the lease ended and another request took the key, or the claim was ended before: nothing changed.</returns>
    public abstract Task<bool> CompleteAsync(IdempotencyClaim claim, ReadOnlyMemory<byte> response, CancellationToken cancellationToken = default);

    /// <summary>Frees the key as if it had never come: for a request that failed and may be tried again.</summary>
    /// <param name="claim">From <see cref="ClaimAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting; the key may be free anyway.</param>
    /// <returns>False as with <see cref="CompleteAsync"/>.</returns>
    public abstract Task<bool> ReleaseAsync(IdempotencyClaim claim, CancellationToken cancellationToken = default);
}
