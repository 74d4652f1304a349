using System.Threading.RateLimiting;
using TrafficTacos.Gateway.Host.Routing;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>
/// Decides about every request: from whose bucket it takes, and whether it passes. The limiters of the framework keep an object for
/// each client in this process and cannot wait for a store; this one keeps nothing.
/// </summary>
internal sealed class GatewayRateLimiter(
    PartitionSelector finder, ITokenBucketStore buckets, StoreOutage outage, RateLimitMetrics metrics) : PartitionedRateLimiter<HttpContext>
{
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    /// <summary>The middleware asks here first; only what needs no store can be said here.</summary>
    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) =>
        SystemPaths.Contain(resource.Request.Path) ? GatewayRateLimitLease.Passed : GatewayRateLimitLease.Undecided;

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken)
    {
        if (SystemPaths.Contain(resource.Request.Path))
            return GatewayRateLimitLease.Passed;
        if (await TryTakeAsync(resource, cancellationToken) is not var (bucket, take))
        {
            metrics.Unchecked();
            return GatewayRateLimitLease.Passed;
        }

        RateLimitHeaders.Announce(resource.Response, bucket.Limit, take);
        if (take.Taken)
            return GatewayRateLimitLease.Passed;
        metrics.Dropped(bucket.Reason);
        return GatewayRateLimitLease.Refused(take.NextAfter);
    }

    /// <summary>Null when nobody can tell: then the request passes, because a store that is away is no fault of its client.</summary>
    private async ValueTask<(Bucket Bucket, Take Take)?> TryTakeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (outage.Lasts)
            return null;
        try
        {
            var bucket = await finder.FindAsync(context, cancellationToken);
            var take = await buckets.TakeAsync(bucket, cancellationToken);
            outage.End();
            return (bucket, take);
        }
        catch (Exception exception) when (exception is WaitingRoomUnavailableException or TimeoutException)
        {
            outage.Notice(exception);
            return null;
        }
    }
}
