using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TrafficTacos.Testing;

/// <summary>One address that stands for several nodes, as the name of a managed Redis: new connections go to the node it points to, and
/// those that are open stay where they are.</summary>
internal sealed class RedisName : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Relay> _relays = [];
    private readonly Task _accepting;
    private volatile string _target;

    /// <param name="target">The address that it points to at first.</param>
    public RedisName(string target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>How many connections were made.</summary>
    public int Connections => _relays.Count;

    public void PointTo(string target) => _target = target;

    /// <summary>Nothing arrives on open connections any more, and neither end is told.</summary>
    public void Silence()
    {
        foreach (var relay in _relays)
            relay.IsSilent = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var relay = new Relay(await _listener.AcceptTcpClientAsync(_stopping.Token));
                _relays.Add(relay);
                running.Add(relay.RunAsync(_target, _stopping.Token));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(running);
        }
    }

    private sealed class Relay(TcpClient client)
    {
        public volatile bool IsSilent;

        public async Task RunAsync(string target, CancellationToken stopping)
        {
            using (client)
            {
                using var server = new TcpClient();
                try
                {
                    await server.ConnectAsync(IPEndPoint.Parse(target), stopping);
                    await Task.WhenAny(
                        PassAsync(client.GetStream(), server.GetStream(), stopping), PassAsync(server.GetStream(), client.GetStream(), stopping));
                }
                catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
                {
                    // One side is gone, and so is the other.
                }
            }
        }

        private async Task PassAsync(NetworkStream from, NetworkStream to, CancellationToken stopping)
        {
            var buffer = new byte[64 * 1024];
            for (int count; (count = await from.ReadAsync(buffer, stopping)) > 0;)
            {
                if (!IsSilent)
                    await to.WriteAsync(buffer.AsMemory(0, count), stopping);
            }
        }
    }
}
