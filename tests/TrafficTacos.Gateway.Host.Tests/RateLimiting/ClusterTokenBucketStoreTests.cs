using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>Only a cluster refuses a script call whose keys are in several slots.</summary>
public sealed class ClusterTokenBucketStoreTests : IAsyncLifetime
{
    private static readonly BucketLimit Two = new(1, TimeSpan.FromHours(1), 2);

    private RedisCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await RedisCluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Many_clients_at_once_are_limited_on_a_cluster()
    {
        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(_cluster.Address), TimeSpan.FromSeconds(30));
        var buckets = new RedisTokenBucketStore(gateway, new FakeTimeProvider());
        Partition[] clients = [.. Enumerable.Range(0, 200).Select(_ => TestedTokenBuckets.Client(Two))];
        var decisions = await Task.WhenAll(clients.Concat(clients).Select(client => buckets.TakeAsync(client).AsTask()));
        Assert.All(decisions, decision => Assert.True(decision.IsAllowed));
        Assert.Contains(await Task.WhenAll(clients.Select(client => buckets.TakeAsync(client).AsTask())), decision => !decision.IsAllowed);
    }
}
