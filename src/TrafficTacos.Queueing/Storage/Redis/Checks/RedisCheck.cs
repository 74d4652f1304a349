using System.Net;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis.Checks;

/// <summary>Looks whether Redis is as the waiting room needs it. What a server does not tell is a note and nothing worse.</summary>
internal sealed class RedisCheck(RedisConnection connection, RedisKeySpace keys, ScriptPermissions permissions)
{
    /// <summary>Less is the drift between two looks of NTP, or the network.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    private const int ProbeLifetimeSeconds = 1;

    private readonly Dictionary<EndPoint, long> _evicted = [];

    /// <summary>What the nodes said of themselves at the last look, for the log.</summary>
    public string Description { get; private set; } = "";

    /// <summary>One look. Not concurrently.</summary>
    public async Task<IReadOnlyList<StoreFinding>> FindAsync()
    {
        var findings = new List<StoreFinding>();
        try
        {
            // Longer than the client tries, which then knows why it could not connect.
            var multiplexer = await connection.ConnectAsync().WaitAsync(2 * connection.Timeout, connection.Time).ConfigureAwait(false);
            if (await FindWriteFaultAsync(multiplexer).ConfigureAwait(false) is { } fault)
                findings.Add(fault);
            await LookAtNodesAsync(multiplexer, findings).ConfigureAwait(false);
        }
        catch (Exception exception) when (RedisConnection.IsUnavailable(exception))
        {
            findings.Add(RedisFault.Read(exception, connection.Timeout));
        }

        return [.. findings.Distinct()];
    }

    /// <summary>Why no script would be of use now: not allowed, or Redis takes no writes.</summary>
    private async Task<StoreFinding?> FindWriteFaultAsync(IConnectionMultiplexer multiplexer)
    {
        try
        {
            if (await InTimeAsync(permissions.FindMissingAsync(multiplexer)).ConfigureAwait(false) is { } missing)
                return RedisFindings.MissingPermission(missing);
            // The client would send SETEX, which no script needs and a user may lack.
            await InTimeAsync(multiplexer.GetDatabase().ExecuteAsync("SET", keys.Probe, "", "EX", ProbeLifetimeSeconds)).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (RedisConnection.IsUnavailable(exception))
        {
            return await ReadFaultAsync(multiplexer, exception).ConfigureAwait(false);
        }
    }

    private async Task<StoreFinding> ReadFaultAsync(IConnectionMultiplexer multiplexer, Exception exception)
    {
        var connected = multiplexer.GetServers().Where(server => server.IsConnected).ToList();
        // The client sends nothing to a node that it knows to be a replica.
        if (connected.Count > 0 && connected.All(server => server.IsReplica))
            return RedisFindings.ReadOnly;
        return RedisFault.Read(connected.Count == 0 ? await TryConnectAsync().ConfigureAwait(false) ?? exception : exception, connection.Timeout);
    }

    /// <summary>A client that had a connection once does not say why it cannot make another one. One that never had does.</summary>
    private async Task<RedisException?> TryConnectAsync()
    {
        if (connection.Configuration is not { } configuration)
            return null;
        var once = configuration.Clone();
        once.AbortOnConnectFail = true;
        try
        {
            await using var _ = (await ConnectionMultiplexer.ConnectAsync(once).ConfigureAwait(false)).ConfigureAwait(false);
            return null;
        }
        catch (RedisException failure)
        {
            return failure;
        }
    }

    private async Task LookAtNodesAsync(IConnectionMultiplexer multiplexer, List<StoreFinding> findings)
    {
        var primaries = multiplexer.GetServers().Where(server => server is { IsConnected: true, IsReplica: false }).ToList();
        if (primaries.Count > 1 && primaries.All(server => server.ServerType == ServerType.Standalone))
            findings.Add(RedisFindings.TwoPrimaries(string.Join(", ", primaries.Select(server => server.EndPoint))));
        var descriptions = new List<string>();
        foreach (var server in primaries)
        {
            if (await AskAsync(() => NodeInfo.ReadAsync(server)).ConfigureAwait(false) is { } info)
            {
                var node = new RedisNode(server.EndPoint.ToString()!, (string)info!);
                findings.AddRange(node.Judge(_evicted.TryGetValue(server.EndPoint, out var evicted) ? evicted : null));
                _evicted[server.EndPoint] = node.EvictedKeys;
                descriptions.Add(node.ToString());
            }
            else
            {
                findings.Add(RedisFindings.Unknown("its version, role, memory and persistence"));
            }

            if (await FindClockAsync(server).ConfigureAwait(false) is { } clock)
                findings.Add(clock);
            if (await IsPasswordRefusedAsync(server).ConfigureAwait(false))
                findings.Add(RedisFindings.PasswordChanged);
        }

        Description = string.Join("; ", descriptions);
    }

    private async Task<StoreFinding?> FindClockAsync(IServer server)
    {
        var before = connection.Time.GetUtcNow();
        var start = connection.Time.GetTimestamp();
        if (await AskAsync(() => server.ExecuteAsync("TIME")).ConfigureAwait(false) is not { Length: 2 } reply)
            return RedisFindings.Unknown("its time");
        var took = connection.Time.GetElapsedTime(start);
        var time = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds((long)reply[0]) + TimeSpan.FromMicroseconds((long)reply[1]);
        // The reply was made at some moment of the call.
        var difference = time - (before + took / 2);
        return difference.Duration() > ClockTolerance + took / 2 ? RedisFindings.ClockDiffers(server.EndPoint.ToString()!, difference) : null;
    }

    /// <summary>Asks on a connection that is open, which stays so: it was opened with a password that may not be in force any more.</summary>
    private async Task<bool> IsPasswordRefusedAsync(IServer server)
    {
        if (connection.Configuration is not { Password: { Length: > 0 } password, User: var user })
            return false;
        try
        {
            await InTimeAsync(server.ExecuteAsync("AUTH", string.IsNullOrEmpty(user) ? [password] : [user, password])).ConfigureAwait(false);
            return false;
        }
        catch (RedisServerException exception)
        {
            return exception.Message.StartsWith("WRONGPASS", StringComparison.Ordinal);
        }
    }

    /// <returns>Null if the server refuses the command.</returns>
    private async Task<RedisResult?> AskAsync(Func<Task<RedisResult>> question)
    {
        try
        {
            return await InTimeAsync(question()).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RedisCommandException || ScriptPermissions.IsRefusal(exception.Message))
        {
            return null;
        }
    }

    private Task<T> InTimeAsync<T>(Task<T> call) => call.WaitAsync(connection.Timeout, connection.Time);
}
