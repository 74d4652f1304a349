using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>What others rely on is confirmed by the replica where there is one. The connection is as an application has it: not an
/// administrator's.</summary>
[Trait("Needs", "Redis")]
public sealed class ReplicatedDraws
{
    [Fact]
    public async Task A_replica_confirms_and_one_that_hangs_does_not()
    {
        await using var pair = await RedisPair.StartAsync();
        await using var connection = RedisConnection.Open(ConfigurationOptions.Parse(pair.Address), LocalGateways.AmpleTimeout, TimeProvider.System, null);
        await WriteAsync(connection);
        // A replica whose link is up is counted by the primary with its first acknowledgement, which comes once a second.
        await Eventually.IsTrueAsync(() => connection.IsReplicatedAsync("tq:{sale}:draw", default).AsTask());
        using (pair.Replica.Freeze())
        {
            await WriteAsync(connection);
            Assert.False(await connection.IsReplicatedAsync("tq:{sale}:draw", default));
        }
    }

    [Fact]
    public async Task Where_there_is_no_replica_nobody_is_asked()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var connection = RedisConnection.Open(ConfigurationOptions.Parse(redis.Address), LocalGateways.AmpleTimeout, TimeProvider.System, null);
        Assert.True(await connection.IsReplicatedAsync("tq:{sale}:draw", default));
    }

    private static async Task WriteAsync(RedisConnection connection) =>
        await (await connection.ConnectAsync()).GetDatabase().StringSetAsync("tq:{sale}:draw", "1");
}
