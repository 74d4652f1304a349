using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Testing;

namespace TrafficTacos.Samples.Laboratory.Replaying;

/// <summary>A real gateway on a real Redis: those that are named, or started here and ended with it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private RedisServer? _server;
    private GatewayProcess? _process;

    public EventStore Store { get; private set; } = null!;

    public Uri Gateway { get; private set; } = null!;

    /// <param name="gateway">A running one, on the same Redis; null starts the host of this repository.</param>
    /// <param name="redis">A connection string; null starts the redis-server of the PATH.</param>
    /// <param name="stop">Ends the replay.</param>
    public static async Task<Stage> SetAsync(Uri? gateway, string? redis, CancellationToken stop)
    {
        if (gateway is not null && redis is null)
            throw new ReplayException("--gateway expects --redis too: the Redis of that gateway, where the operator's changes are made");
        var stage = new Stage();
        try
        {
            var options = ConfigurationOptions.Parse(redis ?? await stage.StartRedisAsync());
            stage.Store = await EventStore.ConnectAsync(options, stop);
            stage.Gateway = gateway ?? await stage.StartGatewayAsync(options);
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }

        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        if (Store is not null)
            await Store.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task<string> StartRedisAsync()
    {
        if (!RedisServer.IsInstalled)
            throw new ReplayException("there is no redis-server on the PATH; install Redis 7, or name one with --redis");
        _server = await RedisServer.StartAsync();
        return _server.Address;
    }

    private async Task<Uri> StartGatewayAsync(ConfigurationOptions redis)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["REDIS_ADDRESS"] = string.Join(',', EventStore.Addresses(redis)),
            ["REDIS_DATABASE"] = (redis.DefaultDatabase ?? 0).ToString(CultureInfo.InvariantCulture),
            ["REDIS_TLS_ENABLED"] = redis.Ssl ? "true" : "false",
        };
        if (redis.Password is { } password)
            settings["REDIS_PASSWORD"] = password;
        try
        {
            _process = await GatewayProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Gateway.Host.dll"), settings);
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            throw new ReplayException($"the gateway does not start: {exception.Message}", exception);
        }

        return _process.Address;
    }
}
