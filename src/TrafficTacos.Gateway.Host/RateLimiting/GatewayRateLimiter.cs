using System.Threading.RateLimiting;
using TrafficTacos.Gateway.Host.Routing;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Selects the bucket of a request and takes a token out of it. The framework's limiters keep an object for each client in this
/// process and cannot await a store; this one keeps nothing.</summary>
internal sealed class GatewayRateLimiter(
    PartitionSelector selector, ITokenBucketStore buckets, StoreOutage outage, RateLimitMetrics metrics) : PartitionedRateLimiter<HttpContext>
{
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    /// <summary>The middleware calls this method first. It can decide only what needs no store.</summary>
    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) =>
        SystemPaths.Contain(resource.Request.Path) ? GatewayRateLimitLease.Acquired : GatewayRateLimitLease.Undecided;

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken)
    {
        if (SystemPaths.Contain(resource.Request.Path))
            return GatewayRateLimitLease.Acquired;
        if (await TryTakeAsync(resource, cancellationToken) is not var (partition, decision))
        {
            metrics.RecordUnchecked();
            return GatewayRateLimitLease.Acquired;
        }

        RateLimitHeaders.AddTo(resource.Response, partition.Limit, decision);
        if (decision.IsAllowed)
            return GatewayRateLimitLease.Acquired;
        metrics.RecordDropped(partition.Kind);
        return GatewayRateLimitLease.Rejected(decision.RetryAfter);
    }

    /// <summary>Returns null if the store is unavailable. The request then passes, because clients are not to blame.</summary>
    private async ValueTask<(Partition Partition, RateLimitDecision Decision)?> TryTakeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (outage.IsActive)
            return null;
        try
        {
            var partition = await selector.SelectAsync(context, cancellationToken);
            var decision = await buckets.TakeAsync(partition, cancellationToken);
            outage.End();
            return (partition, decision);
        }
        catch (Exception exception) when (exception is WaitingRoomUnavailableException or TimeoutException)
        {
            outage.Report(exception);
            return null;
        }
    }
}
