namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The buckets of all clients: in Redis for all gateways together, else in this process. Both mean the same.</summary>
internal interface ITokenBucketStore
{
    /// <summary>Takes one token, or nothing.</summary>
    /// <exception cref="TrafficTacos.Queueing.WaitingRoomUnavailableException">Redis is unavailable, or too many requests wait for it.</exception>
    /// <exception cref="TimeoutException">Redis did not get to it in time.</exception>
    ValueTask<Take> TakeAsync(Bucket bucket, CancellationToken cancellationToken = default);
}
