namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The buckets of this process: without a Redis, and while it is away. Those of log-ins have a table of their own, which crowds of
/// other clients cannot fill, and which forgets no guess early.</summary>
internal sealed class LocalTokenBuckets(TimeProvider time) : ITokenBucketStore
{
    private readonly InMemoryTokenBucketStore _clients = new(time);
    private readonly InMemoryTokenBucketStore _accounts = new(time, refusesWhenFull: true);

    public ValueTask<RateLimitDecision> TakeAsync(Partition partition, CancellationToken cancellationToken = default) =>
        (partition.IsOfAccounts ? _accounts : _clients).TakeAsync(partition, cancellationToken);
}
