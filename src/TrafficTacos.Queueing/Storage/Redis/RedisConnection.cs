using System.Runtime.CompilerServices;
using StackExchange.Redis;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>
/// The connection to Redis: connects on first use, runs scripts, and turns the client's exceptions into
/// <see cref="WaitingRoomUnavailableException"/>.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable, IDisposable
{
    /// <summary>How long a replica may take to confirm, in milliseconds.</summary>
    private const int ReplicaPatience = 200;

    private readonly Func<Task<IConnectionMultiplexer>> _connect;
    private readonly bool _owned;
    private readonly ScriptPermissions? _permissions;
    private readonly Lock _lock = new();
    private Task<IConnectionMultiplexer>? _connecting;
    private PrimarySearch? _search;
    private int _reconnects;

    private RedisConnection(
        Func<Task<IConnectionMultiplexer>> connect, bool owned, TimeSpan timeout, TimeProvider time, ScriptPermissions? permissions = null)
    {
        _connect = connect;
        _owned = owned;
        Timeout = timeout;
        Time = time;
        _permissions = permissions;
    }

    /// <summary>How long a call may take.</summary>
    public TimeSpan Timeout { get; }

    public TimeProvider Time { get; }

    /// <summary>How often the connection was restored, or may lead to another node than before.</summary>
    public int ReconnectCount => Volatile.Read(ref _reconnects) + (Volatile.Read(ref _search)?.ChangeCount ?? 0);

    /// <summary>The options of a connection of its own.</summary>
    public ConfigurationOptions? Configuration { get; private init; }

    /// <summary>A connection of its own, which fails fast and reconnects by itself.</summary>
    public static RedisConnection Open(ConfigurationOptions configuration, TimeSpan timeout, TimeProvider time, ScriptPermissions? permissions = null)
    {
        var own = RedisClientOptions.Create(configuration, timeout);
        return new RedisConnection(async () => await ConnectionMultiplexer.ConnectAsync(own).ConfigureAwait(false), true, timeout, time, permissions)
        {
            Configuration = own,
        };
    }

    /// <summary>The application's multiplexer, which the application closes.</summary>
    public static RedisConnection Use(
        Func<Task<IConnectionMultiplexer>> multiplexer, TimeSpan timeout, TimeProvider time, ScriptPermissions? permissions = null) =>
        new(multiplexer, false, timeout, time, permissions);

    /// <summary>Whether an exception means that Redis is of no use now, and not that there is a bug.</summary>
    public static bool IsUnavailable(Exception exception) => exception is RedisException or TimeoutException or ObjectDisposedException;

    /// <summary>The multiplexer, made at the first call. A failed attempt, for example because a host name does not resolve yet, is
    /// repeated by the next call.</summary>
    public Task<IConnectionMultiplexer> ConnectAsync()
    {
        lock (_lock)
        {
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
                _connecting = ConnectAndWatchAsync();
            return _connecting;
        }
    }

    /// <summary>Runs a script by its text: the client sends its hash, and the text again if the server does not know it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var span = ScriptSpan.Start(script.Name);
        try
        {
            var connecting = ConnectAsync();
            var multiplexer = connecting.IsCompletedSuccessfully
                ? connecting.Result
                : await connecting.WaitAsync(Timeout, Time, cancellationToken).ConfigureAwait(false);
            if (_permissions is { AreGranted: false } permissions
                && await permissions.FindMissingAsync(multiplexer).WaitAsync(Timeout, Time, cancellationToken).ConfigureAwait(false) is { } missing)
                throw new RedisException($"the user lacks permissions: {missing}");
            try
            {
                return await SendAsync(CommandFlags.None).ConfigureAwait(false);
            }
            catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
            {
                // The client loads an unknown script once. If the server forgets it again before it runs, the text goes along.
                return await SendAsync(CommandFlags.NoScriptCache).ConfigureAwait(false);
            }

            // The client looks for late answers about once a second, which is too seldom for a timeout of one second.
            Task<RedisResult> SendAsync(CommandFlags flags) =>
                multiplexer.GetDatabase().ScriptEvaluateAsync(script.Text, keys, arguments, flags).WaitAsync(Timeout, Time, cancellationToken);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            span.Fail(exception);
            if (exception is RedisServerException && ScriptPermissions.IsRefusal(exception.Message))
                _permissions?.Doubt();
            // No node that takes writes is connected. One that was a replica may have been promoted meanwhile.
            if (exception is RedisConnectionException)
                Volatile.Read(ref _search)?.Begin(null);
            throw Unavailable(exception);
        }
    }

    /// <summary>Waits until a replica has everything that was written before, where there is one. Rare: it holds the connection up.</summary>
    /// <returns>False if no replica confirmed in time, or the user may not ask.</returns>
    public async ValueTask<bool> IsReplicatedAsync(RedisKey key, CancellationToken cancellationToken)
    {
        try
        {
            var multiplexer = await ConnectAsync().WaitAsync(Timeout, Time, cancellationToken).ConfigureAwait(false);
            var server = multiplexer.GetServer(key);
            var info = (string?)await NodeInfo.ReadAsync(server).WaitAsync(Timeout, Time, cancellationToken).ConfigureAwait(false) ?? "";
            if (info.Contains("connected_slaves:0", StringComparison.Ordinal))
                return true;
            return (long)await server.ExecuteAsync("WAIT", 1, ReplicaPatience).WaitAsync(Timeout, Time, cancellationToken).ConfigureAwait(false) >= 1;
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_owned && _connecting is { IsCompletedSuccessfully: true } connected)
            await connected.Result.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_owned && _connecting is { IsCompletedSuccessfully: true } connected)
            connected.Result.Dispose();
    }

    private WaitingRoomUnavailableException Unavailable(Exception exception) =>
        new(
            exception is TimeoutException
                ? $"Redis did not answer within {Timeout.TotalMilliseconds:0} ms: {exception.Message}"
                : $"Redis failed: {exception.Message}",
            exception);

    private async Task<IConnectionMultiplexer> ConnectAndWatchAsync()
    {
        var multiplexer = await _connect().ConfigureAwait(false);
        Volatile.Write(ref _search, PrimarySearch.Of(multiplexer, Time));
        multiplexer.ConnectionRestored += (_, _) => Interlocked.Increment(ref _reconnects);
        return multiplexer;
    }
}
