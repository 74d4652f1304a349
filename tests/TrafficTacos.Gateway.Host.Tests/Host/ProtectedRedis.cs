using StackExchange.Redis;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>A Redis that wants a password. It gets it when it is up: the fixture that starts it knows none.</summary>
internal static class ProtectedRedis
{
    public static async Task<RedisServer> StartAsync(string password)
    {
        var redis = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address + ",allowAdmin=true");
        await connection.GetServers()[0].ConfigSetAsync("requirepass", password);
        return redis;
    }
}
