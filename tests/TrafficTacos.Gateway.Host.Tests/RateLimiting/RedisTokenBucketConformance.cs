using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>On Redis.</summary>
[Collection(SharedRedisCollection.Name)]
public sealed class RedisTokenBucketConformance(RedisFixture redis) : TokenBucketConformance
{
    internal override TestedTokenBuckets Create(FakeTimeProvider time) => new TestedRedisTokenBuckets(time, redis.Address);
}
