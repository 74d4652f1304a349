using System.Net.Sockets;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Whether the backends take connections. Asked at most once a second, however often an orchestrator asks, and never
/// for longer than the bound.</summary>
internal sealed class BackendReadiness(IReadOnlyList<(string Service, Uri Address)> backends, TimeProvider time)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<IReadOnlyList<string>>? _last;
    private long _at;

    /// <summary>Those that do not.</summary>
    public Task<IReadOnlyList<string>> FailingAsync()
    {
        lock (_lock)
        {
            if (_last is null || time.GetElapsedTime(_at) >= Life)
            {
                _at = time.GetTimestamp();
                _last = AskAsync();
            }

            return _last;
        }
    }

    private async Task<IReadOnlyList<string>> AskAsync()
    {
        var answers = await Task.WhenAll(backends.Select(backend => AnswersAsync(backend.Address)));
        return [.. backends.Where((_, i) => !answers[i]).Select(backend => backend.Service)];
    }

    private static async Task<bool> AnswersAsync(Uri address)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port, bound.Token);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
