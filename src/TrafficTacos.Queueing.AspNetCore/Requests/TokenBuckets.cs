namespace TrafficTacos.Queueing.AspNetCore.Requests;

/// <summary>Limits how often something may happen for each key, in this process: a bucket of so many, refilled at a rate. Bounded.</summary>
/// <param name="capacity">What a full bucket holds.</param>
/// <param name="perSecond">How much comes back in a second.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBuckets<TKey>(double capacity, double perSecond, TimeProvider time)
    where TKey : notnull
{
    /// <summary>The most buckets. When there are more, full ones are dropped, and then all.</summary>
    internal const int MaxBuckets = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, (double Level, long At)> _buckets = [];

    public int Count
    {
        get
        {
            lock (_lock)
                return _buckets.Count;
        }
    }

    /// <summary>Takes one out of a bucket.</summary>
    /// <returns>The time after which to come again; null if there was one.</returns>
    public TimeSpan? TryTake(TKey key)
    {
        lock (_lock)
        {
            var level = _buckets.TryGetValue(key, out var bucket) ? LevelOf(bucket) : capacity;
            if (level < 1)
                return TimeSpan.FromSeconds((1 - level) / perSecond);
            if (_buckets.Count >= MaxBuckets)
                Sweep();
            _buckets[key] = (level - 1, time.GetTimestamp());
            return null;
        }
    }

    private double LevelOf((double Level, long At) bucket) =>
        Math.Min(capacity, bucket.Level + time.GetElapsedTime(bucket.At).TotalSeconds * perSecond);

    private void Sweep()
    {
        foreach (var (key, bucket) in _buckets)
        {
            if (LevelOf(bucket) >= capacity)
                _buckets.Remove(key);
        }

        if (_buckets.Count >= MaxBuckets)
            _buckets.Clear();
    }
}
