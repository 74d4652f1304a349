namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The buckets of a request.</summary>
/// <param name="Client">The bucket of the client, which the headers show.</param>
/// <param name="Ceilings">Those that it shares with others.</param>
/// <param name="WaitingToken">The genuine waiting token of the request, or null.</param>
/// <param name="TokenKey">The key of the token's bucket.</param>
internal sealed record RateLimitSelection(Partition Client, IReadOnlyList<Partition> Ceilings, string? WaitingToken = null, UInt128 TokenKey = default);
