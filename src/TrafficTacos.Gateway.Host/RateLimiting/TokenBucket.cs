namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>
/// A bucket at an instant, with the arithmetic of lua/gateway/rate_limit.lua. The level is in parts; a token has as many parts as its
/// period has microseconds. So a microsecond adds a whole number of parts, and nothing is rounded.
/// </summary>
/// <param name="Level">The parts in the bucket.</param>
/// <param name="At">The instant, in microseconds.</param>
internal readonly record struct TokenBucket(long Level, long At)
{
    public static TokenBucket Full(in BucketLimit limit, long now) => new(Capacity(limit), now);

    /// <summary>The bucket at a later instant.</summary>
    public TokenBucket Refill(in BucketLimit limit, long now) =>
        now - At >= TimeTo(Capacity(limit), limit) ? Full(limit, now) : new TokenBucket(Level + (now - At) * limit.TokensPerPeriod, now);

    /// <summary>Takes a token if there is a whole one.</summary>
    public (RateLimitDecision Decision, TokenBucket Left) Take(in BucketLimit limit)
    {
        var isAllowed = Level >= limit.PeriodMicroseconds;
        var left = isAllowed ? this with { Level = Level - limit.PeriodMicroseconds } : this;
        var decision = new RateLimitDecision(
            isAllowed,
            left.Level / limit.PeriodMicroseconds,
            TimeSpan.FromMicroseconds(left.TimeTo(limit.PeriodMicroseconds, limit)),
            TimeSpan.FromMicroseconds(left.TimeTo(Capacity(limit), limit)));
        return (decision, left);
    }

    private static long Capacity(in BucketLimit limit) => limit.Burst * limit.PeriodMicroseconds;

    /// <summary>The microseconds until the bucket has a level.</summary>
    private long TimeTo(long level, in BucketLimit limit) => Math.Max(0, (level - Level + limit.TokensPerPeriod - 1) / limit.TokensPerPeriod);
}
