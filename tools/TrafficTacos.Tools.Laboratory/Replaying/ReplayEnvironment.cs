using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Tools.Laboratory.Replaying;

/// <summary>A gateway and its Redis. Processes that are started here end with it.</summary>
internal sealed class ReplayEnvironment : IAsyncDisposable
{
    private RedisServer? _redisServer;
    private GatewayProcess? _gatewayProcess;

    public WaitingRoomStore Store { get; private set; } = null!;

    public Uri Gateway { get; private set; } = null!;

    /// <param name="gateway">A running gateway on the same Redis; null starts the host of this repository.</param>
    /// <param name="redis">A connection string; null starts the redis-server on the PATH.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<ReplayEnvironment> StartAsync(Uri? gateway, string? redis, CancellationToken cancellationToken)
    {
        if (gateway is not null && redis is null)
            throw new ReplayException("--gateway requires --redis: the Redis of that gateway, where the operator's changes are made");
        var environment = new ReplayEnvironment();
        try
        {
            var options = ConfigurationOptions.Parse(redis ?? await environment.StartRedisAsync());
            environment.Store = await WaitingRoomStore.ConnectAsync(options, cancellationToken);
            environment.Gateway = gateway ?? await environment.StartGatewayAsync(options);
        }
        catch
        {
            await environment.DisposeAsync();
            throw;
        }

        return environment;
    }

    public async ValueTask DisposeAsync()
    {
        if (_gatewayProcess is not null)
            await _gatewayProcess.DisposeAsync();
        if (Store is not null)
            await Store.DisposeAsync();
        if (_redisServer is not null)
            await _redisServer.DisposeAsync();
    }

    private async Task<string> StartRedisAsync()
    {
        if (!RedisServer.IsInstalled)
            throw new ReplayException("there is no redis-server on the PATH; install Redis 7, or name a running one with --redis");
        _redisServer = await RedisServer.StartAsync();
        return _redisServer.Address;
    }

    private async Task<Uri> StartGatewayAsync(ConfigurationOptions redis)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["REDIS_ADDRESS"] = string.Join(',', WaitingRoomStore.FormatAddresses(redis)),
            ["REDIS_DATABASE"] = (redis.DefaultDatabase ?? 0).ToString(CultureInfo.InvariantCulture),
            ["REDIS_TLS_ENABLED"] = redis.Ssl ? "true" : "false",
            ["WaitingRoom__KnownEvents__0"] = "*", // the journal is to be whole
        };
        if (redis.Password is { } password)
            settings["REDIS_PASSWORD"] = password;
        try
        {
            _gatewayProcess = await GatewayProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Gateway.Host.dll"), settings);
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            throw new ReplayException($"the gateway does not start: {exception.Message}", exception);
        }

        return _gatewayProcess.Address;
    }
}
