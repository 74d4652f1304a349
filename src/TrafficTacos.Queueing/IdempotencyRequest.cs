namespace TrafficTacos.Queueing;

/// <summary>A request that came with an Idempotency-Key. User, route and key together name the record. They are hashed before they
/// reach the store, so that none of them can be read there.</summary>
public sealed class IdempotencyRequest
{
    /// <summary>The authenticated user, or null. All requests without a user share one scope: an anonymous client's key is as
    /// private as it is hard to guess.</summary>
    public string? UserId { get; init; }

    /// <summary>Names the operation. One key at two routes is two keys.</summary>
    public required string Route { get; init; }

    /// <summary>The key as the client sent it.</summary>
    public required string Key { get; init; }

    /// <summary>Tells this request from another one under the same key: a hash of its content, of any length.</summary>
    public ReadOnlyMemory<byte> Fingerprint { get; init; }

    /// <summary>How long this request may take before the same request may be done again. Null is
    /// <see cref="WaitingRoomOptions.IdempotencyLease"/>; otherwise above zero and at most
    /// <see cref="WaitingRoomOptions.IdempotencyRetention"/>.</summary>
    public TimeSpan? Lease { get; init; }
}
