namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Whether the backends are alive. However often an orchestrator asks, a check runs at most once a second, never concurrently, and
/// no longer than its timeout.</summary>
internal sealed class BackendReadiness(IReadOnlyList<BackendProbe> backends, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<IReadOnlyList<string>>? _lastCheck;
    private long _checkedAt;

    /// <summary>The names of the backends that are not alive.</summary>
    public Task<IReadOnlyList<string>> GetFailingAsync()
    {
        lock (_lock)
        {
            if (_lastCheck is null || (_lastCheck.IsCompleted && time.GetElapsedTime(_checkedAt) >= CacheTime))
            {
                _checkedAt = time.GetTimestamp();
                _lastCheck = CheckAsync();
            }

            return _lastCheck;
        }
    }

    public void Dispose()
    {
        foreach (var backend in backends)
            backend.Dispose();
    }

    private async Task<IReadOnlyList<string>> CheckAsync()
    {
        using var expiry = new CancellationTokenSource(timeout, time);
        var alive = await Task.WhenAll(backends.Select(backend => backend.IsAliveAsync(expiry.Token)));
        return [.. backends.Where((_, i) => !alive[i]).Select(backend => backend.Service)];
    }
}
