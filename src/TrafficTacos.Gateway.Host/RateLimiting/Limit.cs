namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>How fast a bucket fills and how much it holds.</summary>
/// <param name="Tokens">What a period brings; it comes evenly, not at its end.</param>
/// <param name="Period">The period, in whole microseconds.</param>
/// <param name="Burst">The most it holds: what can be asked at once.</param>
internal readonly record struct Limit(int Tokens, TimeSpan Period, int Burst)
{
    public long PeriodMicroseconds => Period.Ticks / TimeSpan.TicksPerMicrosecond;
}
