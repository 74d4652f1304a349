using StackExchange.Redis;

namespace TrafficTacos.Gateway.Host.Storage;

/// <summary>
/// The gateway's own connection to Redis, for what is not the queue: keys, accounts, limits. It is made on first use, fails fast
/// while Redis is away, and comes back by itself. The queue has a connection of its own, so that neither waits behind the other.
/// </summary>
internal sealed class GatewayRedis : IAsyncDisposable
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(1);

    private readonly ConfigurationOptions _options;
    private readonly Lock _lock = new();
    private Task<IConnectionMultiplexer>? _connecting;

    /// <param name="options">End points, password, TLS, database.</param>
    /// <param name="timeout">How long a call may take. Default 1 s.</param>
    public GatewayRedis(ConfigurationOptions options, TimeSpan? timeout = null)
    {
        _options = options.Clone();
        _options.AbortOnConnectFail = false;
        _options.BacklogPolicy = BacklogPolicy.FailFast;
        _options.ConnectTimeout = _options.AsyncTimeout = _options.SyncTimeout = (int)(timeout ?? DefaultTimeout).TotalMilliseconds;
        _options.ReconnectRetryPolicy = new LinearRetry(500);
    }

    /// <summary>The connection. It reconnects by itself once it exists.</summary>
    public Task<IConnectionMultiplexer> ConnectAsync()
    {
        lock (_lock)
        {
            // A host name that does not resolve yet fails the attempt, not the process.
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
                _connecting = OpenAsync();
            return _connecting;
        }
    }

    /// <summary>The database, or what StackExchange.Redis throws while it is away.</summary>
    public async ValueTask<IDatabase> DatabaseAsync() => (await ConnectAsync()).GetDatabase();

    /// <summary>Whether an exception says that Redis is away, rather than that the gateway is wrong.</summary>
    public static bool IsAway(Exception exception) => exception is RedisException or TimeoutException or ObjectDisposedException;

    public async ValueTask DisposeAsync()
    {
        if (_connecting is { IsCompletedSuccessfully: true } connected)
            await connected.Result.DisposeAsync();
    }

    private async Task<IConnectionMultiplexer> OpenAsync() => await ConnectionMultiplexer.ConnectAsync(_options);
}
