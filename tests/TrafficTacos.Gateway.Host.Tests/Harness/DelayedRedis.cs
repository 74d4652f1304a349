using System.Net;
using System.Net.Sockets;

namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>A Redis whose replies arrive when the test lets them: a relay between the client and the real one.</summary>
internal sealed class DelayedRedis : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _redis;
    private readonly Task _accepting;
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="redis">The address of the real one.</param>
    public DelayedRedis(string redis)
    {
        _redis = redis;
        _open.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>Keeps the replies from now on.</summary>
    public void HoldReplies() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Delivers the replies that are held and keeps those to later requests.</summary>
    public void DeliverHeldReplies()
    {
        var held = _open;
        HoldReplies();
        held.SetResult();
    }

    /// <summary>Delivers the replies that are held and those to later requests.</summary>
    public void ReleaseReplies() => _open.TrySetResult();

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
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        {
            using var server = new TcpClient();
            try
            {
                await server.ConnectAsync(IPEndPoint.Parse(_redis), _stopping.Token);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), _stopping.Token), ReplyAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One side is gone, and so is the other.
            }
        }
    }

    private async Task ReplyAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[64 * 1024];
        for (int count; (count = await server.ReadAsync(buffer, _stopping.Token)) > 0;)
        {
            await _open.Task.WaitAsync(_stopping.Token);
            await client.WriteAsync(buffer.AsMemory(0, count), _stopping.Token);
        }
    }
}
