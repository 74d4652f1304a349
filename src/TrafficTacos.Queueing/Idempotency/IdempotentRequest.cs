namespace TrafficTacos.Queueing.Idempotency;

/// <summary>A request that came with an Idempotency-Key. User, route and key together name what is kept; they are hashed before
/// they reach the store, so that none of them can be read there.</summary>
/// <param name="UserId">The authenticated user, or null. All who are nobody share one scope: an anonymous client's key is as
/// private as it is hard to guess.</param>
/// <param name="Route">Which operation it is. One key at two routes is two keys.</param>
/// <param name="Key">The key as the client sent it.</param>
/// <param name="Fingerprint">What tells this request from another one under the same key: a hash of its content. Of any
/// length.</param>
public readonly record struct IdempotentRequest(string? UserId, string Route, string Key, ReadOnlyMemory<byte> Fingerprint);
