using Microsoft.Extensions.Time.Testing;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>In this process.</summary>
public sealed class InMemoryTokenBucketConformance : TokenBucketConformance
{
    internal override TestedTokenBuckets Create(FakeTimeProvider time) => new TestedInMemoryTokenBuckets(time);
}
