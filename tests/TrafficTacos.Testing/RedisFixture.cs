using StackExchange.Redis;
using Testcontainers.Redis;
using TrafficTacos.Tools.Processes;
using Xunit;

namespace TrafficTacos.Testing;

/// <summary>
/// One real Redis for a test collection: REDIS_CONNECTION when it is set, else a redis-server of our own, else a container,
/// else an error that says how to get one. Never a skip.
/// </summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private IAsyncDisposable? _server;

    public string Address { get; private set; } = "";

    public IConnectionMultiplexer Connection { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Address = await FindAsync();
        var configuration = ConfigurationOptions.Parse(Address);
        configuration.AllowAdmin = true;
        Connection = await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    public async Task DisposeAsync()
    {
        await Connection.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("REDIS_CONNECTION") is { Length: > 0 } configured)
            return configured;
        if (RedisServer.IsInstalled)
        {
            var server = await RedisServer.StartAsync();
            _server = server;
            return server.Address;
        }

        try
        {
            var container = new RedisBuilder("redis:7").Build();
            _server = container;
            await container.StartAsync();
            return container.GetConnectionString();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                "These tests need a Redis 7: run ./test.sh, which installs one, or install redis-server, or set REDIS_CONNECTION.", exception);
        }
    }
}
