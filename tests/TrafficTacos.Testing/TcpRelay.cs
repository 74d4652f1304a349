using System.Net;
using System.Net.Sockets;

namespace TrafficTacos.Testing;

/// <summary>An address on loopback that passes connections on.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<string> _target;
    private readonly Func<Gate> _open;
    private readonly Task _accepting;

    /// <param name="target">The address that a new connection goes to.</param>
    /// <param name="open">Makes the gate of a new connection.</param>
    public TcpRelay(Func<string> target, Func<Gate> open)
    {
        (_target, _open) = (target, open);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Asked for whatever arrives: whether it goes on, now that this returns. False loses it.</summary>
    /// <param name="isReply">It comes from the target.</param>
    /// <param name="stopping">The relay ends.</param>
    public delegate ValueTask<bool> Gate(bool isReply, CancellationToken stopping);

    public string Address => _listener.LocalEndpoint.ToString()!;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stopping.Token), _target(), _open()));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient client, string target, Gate gate)
    {
        using (client)
        {
            using var server = new TcpClient();
            try
            {
                await server.ConnectAsync(IPEndPoint.Parse(target), _stopping.Token);
                await Task.WhenAny(
                    PassAsync(client.GetStream(), server.GetStream(), gate, isReply: false), PassAsync(server.GetStream(), client.GetStream(), gate, isReply: true));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One side is gone, and so is the other.
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, Gate gate, bool isReply)
    {
        var buffer = new byte[64 * 1024];
        for (int count; (count = await from.ReadAsync(buffer, _stopping.Token)) > 0;)
        {
            if (await gate(isReply, _stopping.Token))
                await to.WriteAsync(buffer.AsMemory(0, count), _stopping.Token);
        }
    }
}
