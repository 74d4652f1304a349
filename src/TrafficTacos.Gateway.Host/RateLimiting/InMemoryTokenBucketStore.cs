namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The buckets of one process. Its clock is an interval, so no clock that is set moves it.</summary>
internal sealed class InMemoryTokenBucketStore(TimeProvider time) : ITokenBucketStore
{
    /// <summary>What is kept at the most, about 10 MB. Beyond it every bucket is forgotten, and so is full: a gateway that meets
    /// this many clients within the time a bucket takes to fill has another problem than the rate of one of them.</summary>
    internal const int MostHeld = 100_000;

    private const int FewestSwept = 1024;

    private readonly Dictionary<UInt128, (TokenBucket Bucket, long FullAt)> _held = [];
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private int _sweepAt = FewestSwept;

    public int Count
    {
        get
        {
            lock (_lock)
                return _held.Count;
        }
    }

    private long Now => time.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMicrosecond;

    public ValueTask<Take> TakeAsync(Bucket bucket, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var now = Now;
            var known = _held.TryGetValue(bucket.Key, out var held);
            var before = known ? held.Bucket.Fill(bucket.Limit, now) : TokenBucket.Full(bucket.Limit, now);
            var (take, left) = before.Take(bucket.Limit);
            if (take.Taken)
            {
                if (!known && _held.Count >= _sweepAt)
                    Sweep(now);
                _held[bucket.Key] = (left, now + take.FullAfter.Ticks / TimeSpan.TicksPerMicrosecond);
            }

            return ValueTask.FromResult(take);
        }
    }

    /// <summary>What a client has saved up, in tokens; null when nothing is kept of them.</summary>
    internal double? Level(Bucket bucket)
    {
        lock (_lock)
            return _held.TryGetValue(bucket.Key, out var held) ? (double)held.Bucket.Level / bucket.Limit.PeriodMicroseconds : null;
    }

    /// <summary>A full bucket says nothing that no bucket would not say. The next sweep comes when twice as many are held, so that
    /// each bucket is looked at a bounded number of times.</summary>
    private void Sweep(long now)
    {
        foreach (var (key, held) in _held)
        {
            if (held.FullAt <= now)
                _held.Remove(key);
        }

        if (_held.Count >= MostHeld)
            _held.Clear();
        _sweepAt = Math.Clamp(2 * _held.Count, FewestSwept, MostHeld);
    }
}
