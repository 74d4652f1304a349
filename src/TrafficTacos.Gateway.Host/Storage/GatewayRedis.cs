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

    private readonly RedisConnection _connection;

    /// <param name="options">Endpoints, password, TLS, database.</param>
    /// <param name="timeout">The timeout of a call. Default 1 s.</param>
    /// <param name="keyPrefix">How every key begins.</param>
    /// <param name="time">Paces the search for the primary. Default the system's.</param>
    public GatewayRedis(ConfigurationOptions options, TimeSpan? timeout = null, string keyPrefix = "tq", TimeProvider? time = null)
    {
        _connection = RedisConnection.Open(options, timeout ?? DefaultTimeout, time ?? TimeProvider.System);
        Keys = new GatewayRedisKeys(keyPrefix);
    }

    public GatewayRedisKeys Keys { get; }

    /// <summary>The connection. A failed attempt, for example because a host name does not resolve yet, is repeated by the next
    /// call.</summary>
    public Task<IConnectionMultiplexer> ConnectAsync() => _connection.ConnectAsync();

    /// <summary>The database. Calls throw the exceptions of StackExchange.Redis while Redis is unavailable.</summary>
    public async ValueTask<IDatabase> DatabaseAsync() => (await ConnectAsync()).GetDatabase();

    /// <summary>Whether an exception means that Redis is unavailable, and not that the gateway has a bug.</summary>
    public static bool IsUnavailable(Exception exception) => RedisConnection.IsUnavailable(exception);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    public void Dispose() => _connection.Dispose();
}
