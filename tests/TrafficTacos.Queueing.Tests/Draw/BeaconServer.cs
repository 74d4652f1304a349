using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrafficTacos.Queueing.Tests.Draw;

/// <summary>An HTTP server on loopback that gives one answer to everything, in whatever way a server can be wrong.</summary>
internal sealed class BeaconServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private byte[]? _answer;

    /// <param name="answer">The body; null never answers.</param>
    /// <param name="status">The first line behind the version.</param>
    public BeaconServer(string? answer, string status = "200 OK")
    {
        _listener.Start();
        if (answer is not null)
            Answer(answer, status);
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>The first line of each request.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Completes when the server has a request.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on it gives this.</summary>
    public void Answer(string answer, string status = "200 OK") => _answer = Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(answer)}\r\nLocation: http://127.0.0.1:1/\r\nConnection: close\r\n\r\n{answer}");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
            Requests.Add(await reader.ReadLineAsync(_end.Token) ?? "");
            while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 })
            {
                // The headers.
            }

            Asked.TrySetResult();
            if (_answer is not { } answer)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _end.Token);
            else
                await WriteAsync(client.GetStream(), answer);
        }
    }

    /// <summary>Who asked may have heard enough.</summary>
    private async Task WriteAsync(NetworkStream stream, byte[] answer)
    {
        try
        {
            await stream.WriteAsync(answer, _end.Token);
        }
        catch (IOException)
        {
            Asked.TrySetResult();
        }
    }
}
