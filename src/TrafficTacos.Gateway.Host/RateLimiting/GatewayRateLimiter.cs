using System.Threading.RateLimiting;
using TrafficTacos.Gateway.Host.Routing;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Selects the buckets of a request and takes a token out of each. The framework's limiters keep an object for each client in this
/// process and cannot await a store; this one keeps nothing.</summary>
internal sealed class GatewayRateLimiter(
    PartitionSelector selector, ITokenBucketStore buckets, LocalTokenBuckets local, StoreOutage outage, RateLimitMetrics metrics)
    : PartitionedRateLimiter<HttpContext>
{
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    /// <summary>Takes a token out of one more bucket.</summary>
    /// <returns>The time after which to come again; null if there was a token.</returns>
    public async ValueTask<TimeSpan?> TryTakeAsync(Partition partition, CancellationToken cancellationToken)
    {
        var decision = await TakeAsync(partition, cancellationToken);
        if (decision.IsAllowed)
            return null;
        metrics.RecordDropped(partition.Kind);
        return decision.RetryAfter;
    }

    /// <summary>The middleware calls this method first. It can decide only what needs no store.</summary>
    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) =>
        SystemPaths.Contain(resource.Request.Path) ? GatewayRateLimitLease.Acquired : GatewayRateLimitLease.Undecided;

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken)
    {
        if (SystemPaths.Contain(resource.Request.Path))
            return GatewayRateLimitLease.Acquired;
        var selection = await SelectAsync(resource, cancellationToken);
        resource.Features.Set(selection);
        var client = TakeAsync(selection.Client, cancellationToken);
        // All at once: together they cost one call of the store.
        var shared = selection.Ceilings.Select(ceiling => TryTakeAsync(ceiling, cancellationToken).AsTask()).ToList();
        var decision = await client;
        RateLimitHeaders.AddTo(resource.Response, selection.Client.Limit, decision);
        var retryAfter = (await Task.WhenAll(shared)).Max();
        if (decision.IsAllowed && retryAfter is null)
            return GatewayRateLimitLease.Acquired;
        if (!decision.IsAllowed)
            metrics.RecordDropped(selection.Client.Kind);
        return GatewayRateLimitLease.Rejected(retryAfter is { } later && later > decision.RetryAfter ? later : decision.RetryAfter);
    }

    private async ValueTask<RateLimitSelection> SelectAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await selector.SelectAsync(context, cancellationToken);
        }
        catch (Exception exception) when (exception is WaitingRoomUnavailableException or TimeoutException)
        {
            return selector.SelectWithoutStore(context);
        }
    }

    /// <summary>While the store is away, this gateway counts by itself: passwords are not to be guessed then, either.</summary>
    private async ValueTask<RateLimitDecision> TakeAsync(Partition partition, CancellationToken cancellationToken)
    {
        if (!outage.IsActive)
        {
            try
            {
                var decision = await buckets.TakeAsync(partition, cancellationToken);
                outage.End();
                return decision;
            }
            catch (Exception exception) when (exception is WaitingRoomUnavailableException or TimeoutException)
            {
                outage.Report(exception);
            }
        }

        metrics.RecordUnchecked();
        return await local.TakeAsync(partition, cancellationToken);
    }
}
