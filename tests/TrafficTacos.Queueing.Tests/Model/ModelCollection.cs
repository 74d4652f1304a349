namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>The long random sales, with a Redis of their own beside the other tests that need one.</summary>
[CollectionDefinition(Name)]
public sealed class ModelCollection : ICollectionFixture<RedisFixture>
{
    public const string Name = "model";
}
