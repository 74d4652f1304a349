using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.Storage;

/// <summary>
/// The gateway's connection to Redis for keys, accounts and rate limits. It connects on first use, fails fast while Redis is unavailable,
/// and reconnects by itself. The waiting room has a connection of its own, so that neither waits for the other.
/// </summary>
internal sealed class GatewayRedis : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(1);

    private readonly ConfigurationOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private Task<IConnectionMultiplexer>? _connecting;

    /// <param name="options">Endpoints, password, TLS, database.</param>
    /// <param name="timeout">The timeout of a call. Default 1 s.</param>
    /// <param name="keyPrefix">How every key begins.</param>
    /// <param name="time">Paces the search for the primary. Default the system's.</param>
    public GatewayRedis(ConfigurationOptions options, TimeSpan? timeout = null, string keyPrefix = "tq", TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Keys = new GatewayRedisKeys(keyPrefix);
        _options = RedisClientOptions.Create(options, timeout ?? DefaultTimeout);
    }

    public GatewayRedisKeys Keys { get; }

    /// <summary>The connection. A failed attempt, for example because a host name does not resolve yet, is repeated by the next
    /// call.</summary>
    public Task<IConnectionMultiplexer> ConnectAsync()
    {
        lock (_lock)
        {
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
                _connecting = OpenAsync();
            return _connecting;
        }
    }

    /// <summary>The database. Calls throw the exceptions of StackExchange.Redis while Redis is unavailable.</summary>
    public async ValueTask<IDatabase> DatabaseAsync() => (await ConnectAsync()).GetDatabase();

    /// <summary>Whether an exception means that Redis is unavailable, and not that the gateway has a bug.</summary>
    public static bool IsUnavailable(Exception exception) => exception is RedisException or TimeoutException or ObjectDisposedException;

    public async ValueTask DisposeAsync()
    {
        if (_connecting is { IsCompletedSuccessfully: true } connected)
            await connected.Result.DisposeAsync();
    }

    public void Dispose()
    {
        if (_connecting is { IsCompletedSuccessfully: true } connected)
            connected.Result.Dispose();
    }

    private async Task<IConnectionMultiplexer> OpenAsync()
    {
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(_options);
        PrimarySearch.Of(multiplexer, _time);
        return multiplexer;
    }
}
