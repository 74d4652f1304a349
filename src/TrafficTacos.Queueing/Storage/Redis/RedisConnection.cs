using System.Runtime.CompilerServices;
using StackExchange.Redis;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>
/// The way to Redis: connects on first use, runs scripts, and turns whatever the client says about a store that is away into
/// the one exception callers know.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly Func<Task<IConnectionMultiplexer>> _connect;
    private readonly bool _owned;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private Task<IConnectionMultiplexer>? _connecting;
    private int _generation;

    private RedisConnection(Func<Task<IConnectionMultiplexer>> connect, bool owned, TimeSpan timeout, TimeProvider time)
    {
        _connect = connect;
        _owned = owned;
        _timeout = timeout;
        _time = time;
    }

    /// <summary>How long a call may take.</summary>
    public TimeSpan Timeout => _timeout;

    /// <summary>How often the connection was lost and restored.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>A connection of our own, which fails fast and comes back by itself.</summary>
    public static RedisConnection Own(ConfigurationOptions configuration, TimeSpan timeout, TimeProvider time)
    {
        var own = configuration.Clone();
        own.AbortOnConnectFail = false;
        own.BacklogPolicy = BacklogPolicy.FailFast;
        own.ConnectTimeout = Math.Min(own.ConnectTimeout, (int)timeout.TotalMilliseconds);
        own.AsyncTimeout = own.SyncTimeout = (int)timeout.TotalMilliseconds;
        own.ReconnectRetryPolicy = new LinearRetry(500);
        return new RedisConnection(async () => await ConnectionMultiplexer.ConnectAsync(own).ConfigureAwait(false), true, timeout, time);
    }

    /// <summary>The application's multiplexer, which it keeps and closes.</summary>
    public static RedisConnection Of(IConnectionMultiplexer multiplexer, TimeSpan timeout, TimeProvider time) =>
        new(() => Task.FromResult(multiplexer), false, timeout, time);

    /// <summary>Runs a script by its text: the client sends its hash, and the text again when the server forgot it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var span = ScriptSpan.Start(script.Name);
        try
        {
            var connecting = Connect();
            var multiplexer = connecting.IsCompletedSuccessfully
                ? connecting.Result
                : await connecting.WaitAsync(_timeout, _time, cancellationToken).ConfigureAwait(false);
            try
            {
                return await SendAsync(CommandFlags.None).ConfigureAwait(false);
            }
            catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
            {
                // The client loads a forgotten script once. Should it be forgotten again before it runs, the text goes along.
                return await SendAsync(CommandFlags.NoScriptCache).ConfigureAwait(false);
            }

            Task<RedisResult> SendAsync(CommandFlags flags) =>
                BoundAsync(multiplexer.GetDatabase().ScriptEvaluateAsync(script.Text, keys, arguments, flags), cancellationToken);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            span.Fail(exception);
            throw Away(exception);
        }
    }

    /// <summary>The client looks for late answers about once a second: too seldom for a bound of one.</summary>
    private Task<T> BoundAsync<T>(Task<T> answer, CancellationToken cancellationToken) =>
        answer.WaitAsync(_timeout, _time, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_owned && _connecting is { IsCompletedSuccessfully: true } connected)
            await connected.Result.DisposeAsync().ConfigureAwait(false);
    }

    private WaitingRoomUnavailableException Away(Exception exception) =>
        new(
            exception is TimeoutException
                ? $"Redis did not do it within {_timeout.TotalMilliseconds:0} ms: {exception.Message}"
                : $"Redis cannot do it: {exception.Message}",
            exception);

    private Task<IConnectionMultiplexer> Connect()
    {
        lock (_lock)
        {
            // A host name that does not resolve yet fails the attempt, not the process: the next call tries again.
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
                _connecting = ConnectAndWatchAsync();
            return _connecting;
        }
    }

    private async Task<IConnectionMultiplexer> ConnectAndWatchAsync()
    {
        var multiplexer = await _connect().ConfigureAwait(false);
        multiplexer.ConnectionRestored += (_, _) => Interlocked.Increment(ref _generation);
        return multiplexer;
    }
}
