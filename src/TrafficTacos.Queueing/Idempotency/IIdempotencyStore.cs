namespace TrafficTacos.Queueing.Idempotency;

/// <summary>Where Idempotency-Keys are kept: hashes in, bytes out. Each operation is atomic and on the store's clock; the two
/// stores agree answer for answer (see lua/README.md). Throws <see cref="WaitingRoomUnavailableException"/> when the store is
/// away.</summary>
internal interface IIdempotencyStore
{
    /// <summary>Claims a key for its first request, or tells what became of that.</summary>
    ValueTask<IdempotencyReply> ClaimAsync(
        UInt128 key, UInt128 fingerprint, UInt128 owner, TimeSpan lease, TimeSpan kept, CancellationToken cancellationToken);

    /// <summary>Keeps the answer; false when the claim is not this owner's any more.</summary>
    ValueTask<bool> CompleteAsync(UInt128 key, UInt128 owner, ReadOnlyMemory<byte> answer, TimeSpan kept, CancellationToken cancellationToken);

    /// <summary>Forgets the key, as if it never came; false when the claim is not this owner's any more.</summary>
    ValueTask<bool> ReleaseAsync(UInt128 key, UInt128 owner, CancellationToken cancellationToken);
}

/// <summary>Outcomes as lua/idempotency_claim.lua numbers them.</summary>
internal enum IdempotencyCode
{
    Claimed = 1,
    InProgress = 2,
    Answered = 3,
    Conflict = 4,
}

/// <summary>The answer is empty unless there is one.</summary>
internal readonly record struct IdempotencyReply(IdempotencyCode Code, ReadOnlyMemory<byte> Answer = default);
