namespace TrafficTacos.Queueing.Storage;

/// <summary>Stores the records of Idempotency-Keys: hashes in, bytes out. Each operation is atomic and on the store's clock. The two
/// stores agree reply for reply. Throws <see cref="WaitingRoomUnavailableException"/> if the store does not answer.</summary>
internal interface IIdempotencyStore
{
    /// <summary>Claims a key for its first request, or tells what became of that request.</summary>
    ValueTask<IdempotencyReply> ClaimAsync(
        UInt128 key, UInt128 fingerprint, UInt128 owner, TimeSpan lease, TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Stores the response; false if the claim belongs to another owner or has ended.</summary>
    ValueTask<bool> CompleteAsync(UInt128 key, UInt128 owner, ReadOnlyMemory<byte> response, TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Forgets the key as if it had never come; false as with <see cref="CompleteAsync"/>.</summary>
    ValueTask<bool> ReleaseAsync(UInt128 key, UInt128 owner, CancellationToken cancellationToken);
}

/// <summary>Outcomes as lua/idempotency_claim.lua numbers them.</summary>
internal enum IdempotencyCode
{
    Claimed = 1,
    InProgress = 2,
    Completed = 3,
    Conflict = 4,
}

/// <summary>The response is empty unless completed.</summary>
internal readonly record struct IdempotencyReply(IdempotencyCode Code, ReadOnlyMemory<byte> Response = default);
