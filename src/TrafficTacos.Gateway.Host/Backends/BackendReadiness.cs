namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Whether the backends answer. Asked at most once a second and never twice at a time, however often an orchestrator
/// asks, and never for longer than the bound.</summary>
internal sealed class BackendReadiness(IReadOnlyList<BackendProbe> backends, TimeSpan bound, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<IReadOnlyList<string>>? _last;
    private long _at;

    /// <summary>Those that do not.</summary>
    public Task<IReadOnlyList<string>> FailingAsync()
    {
        lock (_lock)
        {
            if (_last is null || (_last.IsCompleted && time.GetElapsedTime(_at) >= Life))
            {
                _at = time.GetTimestamp();
                _last = AskAsync();
            }

            return _last;
        }
    }

    public void Dispose()
    {
        foreach (var backend in backends)
            backend.Dispose();
    }

    private async Task<IReadOnlyList<string>> AskAsync()
    {
        using var patience = new CancellationTokenSource(bound, time);
        var answers = await Task.WhenAll(backends.Select(backend => backend.AnswersAsync(patience.Token)));
        return [.. backends.Where((_, i) => !answers[i]).Select(backend => backend.Service)];
    }
}
