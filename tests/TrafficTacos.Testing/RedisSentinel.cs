using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Testing;

/// <summary>A real sentinel that watches a pair: it promotes the replica a second after the primary has died, or when asked.</summary>
internal sealed class RedisSentinel : IAsyncDisposable
{
    public const string Service = "sale";

    private readonly DirectoryInfo _folder;
    private readonly RedisServer _server;

    private RedisSentinel(DirectoryInfo folder, RedisServer server) => (_folder, _server) = (folder, server);

    public string Address => _server.Address;

    public static async Task<RedisSentinel> StartAsync(RedisPair pair)
    {
        var folder = Directory.CreateTempSubdirectory("traffictacos-sentinel-");
        var file = Path.Combine(folder.FullName, "sentinel.conf");
        await File.WriteAllLinesAsync(file,
        [
            string.Create(CultureInfo.InvariantCulture, $"sentinel monitor {Service} 127.0.0.1 {pair.Primary.Port} 1"),
            $"sentinel down-after-milliseconds {Service} 1000",
            $"sentinel failover-timeout {Service} 5000",
        ]);
        var sentinel = new RedisSentinel(folder, await RedisServer.StartAsync(file, "--sentinel"));
        try
        {
            // It finds replicas by asking the primary.
            await Eventually.IsTrueAsync(() => sentinel.AskAsync(async server => (await server.SentinelReplicasAsync(Service)).Length == 1));
        }
        catch
        {
            await sentinel.DisposeAsync();
            throw;
        }

        return sentinel;
    }

    /// <summary>It takes no replica that it has not heard of for a while, and asks at its own pace.</summary>
    public Task FailOverAsync() => Eventually.IsTrueAsync(() => AskAsync(async server =>
    {
        try
        {
            await server.SentinelFailoverAsync(Service);
            return true;
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOGOODSLAVE", StringComparison.Ordinal))
        {
            return false;
        }
    }));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(true);
    }

    private async Task<T> AskAsync<T>(Func<IServer, Task<T>> question)
    {
        await using var connection = await ConnectionMultiplexer.SentinelConnectAsync(Address);
        return await question(connection.GetServer(Address));
    }
}
