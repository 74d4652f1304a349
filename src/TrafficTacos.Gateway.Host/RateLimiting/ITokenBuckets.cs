namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The buckets of all clients: in Redis for all gateways together, else in this process. Both mean the same.</summary>
internal interface ITokenBuckets
{
    /// <summary>Takes one token, or nothing. In Redis, throws what <c>GatewayRedis.IsAway</c> knows while it is away
    /// or takes too long.</summary>
    ValueTask<Take> TakeAsync(Bucket bucket);
}
