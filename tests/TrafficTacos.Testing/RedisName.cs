using System.Collections.Concurrent;

namespace TrafficTacos.Testing;

/// <summary>One address that stands for several nodes, as the name of a managed Redis: new connections go to the node it points to, and
/// those that are open stay where they are.</summary>
internal sealed class RedisName : IAsyncDisposable
{
    private readonly ConcurrentBag<Connection> _connections = [];
    private readonly TcpRelay _relay;
    private volatile string _target;

    /// <param name="target">The address that it points to at first.</param>
    public RedisName(string target)
    {
        _target = target;
        _relay = new TcpRelay(() => _target, () =>
        {
            var connection = new Connection();
            _connections.Add(connection);
            return (_, _) => ValueTask.FromResult(!connection.IsSilent);
        });
    }

    public string Address => _relay.Address;

    public void PointTo(string target) => _target = target;

    /// <summary>Nothing arrives on open connections any more, and neither end is told.</summary>
    public void Silence()
    {
        foreach (var connection in _connections)
            connection.IsSilent = true;
    }

    public ValueTask DisposeAsync() => _relay.DisposeAsync();

    private sealed class Connection
    {
        public volatile bool IsSilent;
    }
}
