namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The buckets of one process. Its clock is monotonic, so setting the system clock does not affect it.</summary>
/// <param name="time">The clock.</param>
/// <param name="refusesWhenFull">Whether a client without a bucket is refused when there are as many as can be kept. Otherwise all are
/// dropped.</param>
internal sealed class InMemoryTokenBucketStore(TimeProvider time, bool refusesWhenFull = false) : ITokenBucketStore
{
    /// <summary>The most buckets that are kept, about 10 MB. Beyond that all are dropped, which makes them full: more clients than this
    /// within the time in which a bucket fills are beyond what a rate limit for each of them can solve.</summary>
    internal const int MaxBuckets = 100_000;

    private const int MinSweepCount = 1024;

    private readonly Dictionary<UInt128, (TokenBucket Bucket, long FullAt)> _buckets = [];
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private int _sweepAt = MinSweepCount;

    public int Count
    {
        get
        {
            lock (_lock)
                return _buckets.Count;
        }
    }

    private long Now => time.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMicrosecond;

    public ValueTask<RateLimitDecision> TakeAsync(Partition partition, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var now = Now;
            var exists = _buckets.TryGetValue(partition.Key, out var stored);
            var bucket = exists ? stored.Bucket.Refill(partition.Limit, now) : TokenBucket.Full(partition.Limit, now);
            var (decision, left) = bucket.Take(partition.Limit);
            if (decision.IsAllowed)
            {
                if (!exists && _buckets.Count >= _sweepAt)
                    Sweep(now);
                if (!exists && _buckets.Count >= MaxBuckets)
                    return ValueTask.FromResult(new RateLimitDecision(false, 0, partition.Limit.Period, partition.Limit.Period));
                _buckets[partition.Key] = (left, now + decision.ResetAfter.Ticks / TimeSpan.TicksPerMicrosecond);
            }

            return ValueTask.FromResult(decision);
        }
    }

    /// <summary>The tokens that a bucket had when it was last used; null if it is not kept.</summary>
    internal double? Level(Partition partition)
    {
        lock (_lock)
            return _buckets.TryGetValue(partition.Key, out var stored) ? (double)stored.Bucket.Level / partition.Limit.PeriodMicroseconds : null;
    }

    /// <summary>Drops full buckets, which carry no information. The next sweep comes at twice the count, so the cost for each bucket is
    /// constant.</summary>
    private void Sweep(long now)
    {
        foreach (var (key, stored) in _buckets)
        {
            if (stored.FullAt <= now)
                _buckets.Remove(key);
        }

        if (_buckets.Count >= MaxBuckets && !refusesWhenFull)
            _buckets.Clear();
        _sweepAt = Math.Clamp(2 * _buckets.Count, MinSweepCount, MaxBuckets);
    }
}
