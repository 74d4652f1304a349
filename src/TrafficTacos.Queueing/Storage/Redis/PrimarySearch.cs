using System.Net;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>
/// Makes a multiplexer look for the node that takes writes. By itself the client looks when a connection breaks, and otherwise once a
/// minute; nodes that swap their roles break none.
/// </summary>
internal sealed class PrimarySearch
{
    /// <summary>How a reply begins that another node would not have given.</summary>
    private static readonly string[] WrongNodeReplies = ["READONLY", "MASTERDOWN", "LOADING", "NOREPLICAS", "MOVED", "CLUSTERDOWN"];

    /// <summary>Searches without success come further and further apart: a replica that nobody promotes is asked this often.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Who needed none for so long had found the node.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <summary>One for each multiplexer, whoever uses it.</summary>
    private static readonly ConditionalWeakTable<IConnectionMultiplexer, PrimarySearch> All = [];

    private readonly IConnectionMultiplexer _multiplexer;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private Task _search = Task.CompletedTask;
    private long _begun;
    private int _lately;
    private int _changes;
    private int _begunCount;

    private PrimarySearch(IConnectionMultiplexer multiplexer, TimeProvider time)
    {
        _multiplexer = multiplexer;
        _time = time;
        multiplexer.ErrorMessage += (_, reply) =>
        {
            if (IsWrongNode(reply.Message))
                Begin(reply.EndPoint);
        };
    }

    /// <summary>How often a search found a primary that was none before.</summary>
    public int ChangeCount => Volatile.Read(ref _changes);

    /// <summary>How many searches have begun.</summary>
    internal int BegunCount => Volatile.Read(ref _begunCount);

    /// <summary>The search of a multiplexer, which from now on begins with every reply that means "wrong node".</summary>
    public static PrimarySearch Of(IConnectionMultiplexer multiplexer, TimeProvider time) =>
        All.GetValue(multiplexer, _ => new PrimarySearch(multiplexer, time));

    public static bool IsWrongNode(string reply)
    {
        foreach (var beginning in WrongNodeReplies)
        {
            if (reply.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Begins a search, unless one runs or began a moment ago.</summary>
    /// <param name="wrong">The node whose reply asks for it; null if none replied.</param>
    public void Begin(EndPoint? wrong)
    {
        lock (_lock)
        {
            if (!_search.IsCompleted)
                return;
            if (_lately > 0)
            {
                var since = _time.GetElapsedTime(_begun);
                if (since < Pause())
                    return;
                if (since > Quiet)
                    _lately = 0;
            }

            _begun = _time.GetTimestamp();
            _lately++;
            _begunCount++;
            var again = _lately > 1;
            // The search belongs to no request: not to its trace either.
            using (ExecutionContext.SuppressFlow())
                _search = Task.Run(() => SearchAsync(wrong, again));
        }
    }

    private TimeSpan Pause()
    {
        var pause = ShortestPause * Math.Pow(2, Math.Min(_lately - 1, 10));
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task SearchAsync(EndPoint? wrong, bool again)
    {
        try
        {
            var before = FindPrimaries();
            await _multiplexer.ConfigureAsync().ConfigureAwait(false);
            var after = FindPrimaries();
            if (after.Except(before).Any())
                Interlocked.Increment(ref _changes);
            if (wrong is not null && (again || after.Count == 0))
                await DropAsync(wrong).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException or ArgumentException)
        {
            // The next call that fails begins another search.
        }
    }

    private List<EndPoint> FindPrimaries() =>
        [.. _multiplexer.GetServers().Where(server => server is { IsConnected: true, IsReplica: false }).Select(server => server.EndPoint)];

    /// <summary>
    /// Where one name stands for several nodes, only a new connection reaches another one. The node closes this one after it has
    /// replied to all that was sent before, and the client connects again. In a cluster the client goes where it is told.
    /// </summary>
    private async Task DropAsync(EndPoint node)
    {
        var server = _multiplexer.GetServer(node);
        if (server.ServerType != ServerType.Cluster)
            await server.ExecuteAsync("QUIT").ConfigureAwait(false);
    }
}
