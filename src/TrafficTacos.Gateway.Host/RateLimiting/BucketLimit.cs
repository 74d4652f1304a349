namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The rate and the size of a bucket.</summary>
/// <param name="TokensPerPeriod">The tokens that a period adds, evenly and not at its end.</param>
/// <param name="Period">The period, in whole microseconds.</param>
/// <param name="Burst">The size of the bucket: the requests that may come at once.</param>
internal readonly record struct BucketLimit(int TokensPerPeriod, TimeSpan Period, int Burst)
{
    public long PeriodMicroseconds => Period.Ticks / TimeSpan.TicksPerMicrosecond;
}
