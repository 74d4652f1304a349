using Polly.CircuitBreaker;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>
/// Whose calls the circuit breaker of a backend counts. One buyer whose calls fail must not close the shop for all: after a failure, the
/// calls of that user go round the breaker for a while and count neither way. While the circuit is open they are refused as all are; if
/// nobody else tries the backend when the break is over, they may.
/// </summary>
internal sealed class BackendBreaker(TimeProvider time)
{
    /// <summary>The most users that are remembered. The calls of others count.</summary>
    private const int MaxUsers = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _failures = new(StringComparer.Ordinal);
    private long _openedAt;

    public CircuitBreakerStateProvider State { get; } = new();

    /// <summary>Whether the calls of a user go round the breaker.</summary>
    public bool Bypasses(string user)
    {
        lock (_lock)
        {
            return _failures.TryGetValue(user, out var failedAt) && time.GetElapsedTime(failedAt) < BackendPipeline.SamplingDuration
                && !(IsOpen && time.GetElapsedTime(_openedAt) >= BackendPipeline.RetryAfter);
        }
    }

    /// <summary>Whether calls that go round the breaker are refused.</summary>
    public bool IsOpen => State.CircuitState is CircuitState.Open or CircuitState.Isolated;

    public void NoteOpened()
    {
        lock (_lock)
            _openedAt = time.GetTimestamp();
    }

    /// <summary>Notes that a call of a user said that the service is ill.</summary>
    public void NoteFailure(string user)
    {
        lock (_lock)
        {
            if (_failures.Count >= MaxUsers)
                Sweep();
            if (_failures.Count < MaxUsers)
                _failures[user] = time.GetTimestamp();
        }
    }

    private void Sweep()
    {
        foreach (var (user, failedAt) in _failures)
        {
            if (time.GetElapsedTime(failedAt) >= BackendPipeline.SamplingDuration)
                _failures.Remove(user);
        }
    }
}
