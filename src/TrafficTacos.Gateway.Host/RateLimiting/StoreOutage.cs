namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Whether the store of the rate limit is unavailable. During an outage about one request a second tries it; the others do not
/// wait for it.</summary>
internal sealed partial class StoreOutage(TimeProvider time, ILogger<StoreOutage> logger)
{
    private const long None = long.MinValue;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private long _reportedAt = None;

    public bool IsActive => Volatile.Read(ref _reportedAt) is var reportedAt and not None && time.GetElapsedTime(reportedAt) < RetryInterval;

    public void Report(Exception exception)
    {
        if (Interlocked.Exchange(ref _reportedAt, time.GetTimestamp()) == None)
            LogUnavailable(logger, exception.Message);
    }

    public void End()
    {
        if (Volatile.Read(ref _reportedAt) != None && Interlocked.Exchange(ref _reportedAt, None) != None)
            LogAvailable(logger);
    }

    /// <summary>One line an outage, not one a request.</summary>
    [LoggerMessage(311, LogLevel.Warning, "The store of the rate limit is unavailable; each gateway counts by itself: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string reason);

    [LoggerMessage(312, LogLevel.Information, "The store of the rate limit is available again.")]
    private static partial void LogAvailable(ILogger logger);
}
