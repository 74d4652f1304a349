using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.RateLimiting;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

internal sealed class TestedInMemoryTokenBuckets(FakeTimeProvider time) : TestedTokenBuckets(time)
{
    private readonly InMemoryTokenBucketStore _buckets = new(time);

    public override ITokenBucketStore Buckets => _buckets;

    public override Task<double?> LevelAsync(Partition bucket) => Task.FromResult(_buckets.Level(bucket));
}
