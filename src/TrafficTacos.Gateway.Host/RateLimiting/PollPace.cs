namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>When each waiting token that polls was told to come again. Who comes as told costs no other client anything, however many share
/// the address; a token whose place is gone has no bucket of its own any more.</summary>
internal sealed class PollPace(TimeProvider time)
{
    /// <summary>About 5 MB. There are two generations, as in a cache: beyond it the older half is forgotten.</summary>
    internal const int Capacity = 100_000;

    /// <summary>A client's timer may be early by a little.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    /// <summary>A refused poll keeps the place, but the store is told of it no more often.</summary>
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Dictionary<UInt128, Entry> _young = [];
    private Dictionary<UInt128, Entry> _old = [];

    public int Count
    {
        get
        {
            lock (_lock)
                return _young.Count + _old.Count;
        }
    }

    /// <summary>Notes the response to a poll.</summary>
    /// <param name="token">The key of the token's bucket.</param>
    /// <param name="pollAfter">When it was told to poll again.</param>
    /// <param name="isAlive">Whether the place exists.</param>
    public void Note(UInt128 token, TimeSpan pollAfter, bool isAlive) => Set(token, new Entry(time.GetTimestamp(), pollAfter, isAlive));

    /// <summary>Whether the token's place is known to be gone.</summary>
    public bool IsGone(UInt128 token) => Find(token) is { IsAlive: false };

    /// <summary>Whether a poll comes no sooner than the token was told. True for a token that was told nothing here.</summary>
    public bool IsAsTold(UInt128 token) => Find(token) is not { } last || time.GetElapsedTime(last.At) + Tolerance >= last.PollAfter;

    /// <summary>Whether a refused poll should be told to the store. It counts as one then.</summary>
    public bool TryHeartbeat(UInt128 token)
    {
        lock (_lock)
        {
            var last = FindCore(token);
            if (last is not null && time.GetElapsedTime(last.Value.At) < HeartbeatInterval)
                return false;
            SetCore(token, new Entry(time.GetTimestamp(), last?.PollAfter ?? TimeSpan.Zero, last?.IsAlive ?? true));
            return true;
        }
    }

    private Entry? Find(UInt128 token)
    {
        lock (_lock)
            return FindCore(token);
    }

    private Entry? FindCore(UInt128 token) => _young.TryGetValue(token, out var entry) || _old.TryGetValue(token, out entry) ? entry : null;

    private void Set(UInt128 token, Entry entry)
    {
        lock (_lock)
            SetCore(token, entry);
    }

    private void SetCore(UInt128 token, Entry entry)
    {
        _young[token] = entry;
        if (_young.Count >= Capacity / 2)
            (_old, _young) = (_young, []);
    }

    private readonly record struct Entry(long At, TimeSpan PollAfter, bool IsAlive);
}
