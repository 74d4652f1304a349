
namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>One Redis for all classes that need nothing of it but room for their own events.</summary>
[CollectionDefinition(Name)]
public sealed class SharedRedisCollection : ICollectionFixture<RedisFixture>
{
    public const string Name = "shared Redis";
}
