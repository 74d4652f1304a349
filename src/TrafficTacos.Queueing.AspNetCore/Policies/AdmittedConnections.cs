namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>
/// SignalR connections whose first request spent a pass: the others of the same connection (polls, sends) need none. A connection id
/// is a random secret of one process, so a client can only name its own. Bounded; a connection that is silent is forgotten.
/// </summary>
internal sealed class AdmittedConnections(TimeProvider time)
{
    private const int MaxConnections = 100_000;

    /// <summary>A long poll takes at most 90 s; then the client asks again.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, long> _lastUsed = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public void Add(string id)
    {
        lock (_lock)
        {
            if (_lastUsed.Count >= MaxConnections)
                RemoveSilent();
            if (_lastUsed.Count < MaxConnections)
                _lastUsed[id] = time.GetTimestamp();
        }
    }

    public bool Contains(string id)
    {
        lock (_lock)
        {
            if (!_lastUsed.TryGetValue(id, out var last))
                return false;
            if (time.GetElapsedTime(last) > MaxSilence)
                return !_lastUsed.Remove(id);
            _lastUsed[id] = time.GetTimestamp();
            return true;
        }
    }

    private void RemoveSilent()
    {
        foreach (var (id, last) in _lastUsed)
        {
            if (time.GetElapsedTime(last) > MaxSilence)
                _lastUsed.Remove(id);
        }
    }
}
