using TrafficTacos.Testing;

namespace TrafficTacos.Deployment.Tests;

/// <summary>The tests that start gateways: one Redis for all, and one test at a time on a small machine.</summary>
[CollectionDefinition(Name)]
public sealed class RedisCollection : ICollectionFixture<RedisFixture>
{
    public const string Name = "redis";
}
