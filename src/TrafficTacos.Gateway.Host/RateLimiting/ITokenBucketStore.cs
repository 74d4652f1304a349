using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The buckets of all clients: in Redis for all gateways together, otherwise in this process. Both behave alike.</summary>
internal interface ITokenBucketStore
{
    /// <summary>Takes one token, or nothing.</summary>
    /// <exception cref="WaitingRoomUnavailableException">Redis is unavailable, or too many requests wait for it.</exception>
    /// <exception cref="TimeoutException">Redis did not reply in time.</exception>
    ValueTask<RateLimitDecision> TakeAsync(Partition partition, CancellationToken cancellationToken = default);
}
