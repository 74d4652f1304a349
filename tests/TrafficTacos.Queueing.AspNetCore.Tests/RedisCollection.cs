namespace TrafficTacos.Queueing.AspNetCore.Tests;

/// <summary>Tests that share one Redis, each on events of its own.</summary>
[CollectionDefinition(Name)]
public sealed class RedisCollection : ICollectionFixture<RedisFixture>
{
    public const string Name = "Redis";
}
