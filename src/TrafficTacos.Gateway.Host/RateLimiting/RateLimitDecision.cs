namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The result of taking a token out of a bucket. Times are exact: a microsecond less is not enough.</summary>
/// <param name="IsAllowed">Whether there was a token. If not, the bucket did not change.</param>
/// <param name="Remaining">The whole tokens that are left.</param>
/// <param name="RetryAfter">The time until the next token; zero if one is left.</param>
/// <param name="ResetAfter">The time until the bucket is full again.</param>
internal readonly record struct RateLimitDecision(bool IsAllowed, long Remaining, TimeSpan RetryAfter, TimeSpan ResetAfter);
