namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>
/// One bucket at an instant; the arithmetic of lua/gateway/rate_limit.lua. The level is in parts, as many in a token as a period
/// has microseconds: so a microsecond brings a whole number of them, and nothing is rounded.
/// </summary>
/// <param name="Level">What it held.</param>
/// <param name="At">When, in microseconds.</param>
internal readonly record struct TokenBucket(long Level, long At)
{
    public static TokenBucket Full(in Limit limit, long now) => new(Most(limit), now);

    /// <summary>The bucket at a later instant.</summary>
    public TokenBucket Fill(in Limit limit, long now) =>
        now - At >= Until(Most(limit), limit) ? Full(limit, now) : new TokenBucket(Level + (now - At) * limit.Tokens, now);

    /// <summary>Takes a token out of it if there is a whole one.</summary>
    public (Take Take, TokenBucket Left) Take(in Limit limit)
    {
        var taken = Level >= limit.PeriodMicroseconds;
        var left = taken ? this with { Level = Level - limit.PeriodMicroseconds } : this;
        var take = new Take(
            taken,
            left.Level / limit.PeriodMicroseconds,
            TimeSpan.FromMicroseconds(left.Until(limit.PeriodMicroseconds, limit)),
            TimeSpan.FromMicroseconds(left.Until(Most(limit), limit)));
        return (take, left);
    }

    private static long Most(in Limit limit) => limit.Burst * limit.PeriodMicroseconds;

    private long Until(long level, in Limit limit) => Math.Max(0, (level - Level + limit.Tokens - 1) / limit.Tokens);
}
