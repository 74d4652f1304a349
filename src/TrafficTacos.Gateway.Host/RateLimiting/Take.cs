namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>What came of asking a bucket for a token. Times are exact: a microsecond less is not enough.</summary>
/// <param name="Taken">Whether there was one. If not, the bucket is as it was.</param>
/// <param name="Remaining">Whole tokens that are left.</param>
/// <param name="NextAfter">Until the next can be taken; zero when there is one left.</param>
/// <param name="FullAfter">Until the bucket is full again.</param>
internal readonly record struct Take(bool Taken, long Remaining, TimeSpan NextAfter, TimeSpan FullAfter);
