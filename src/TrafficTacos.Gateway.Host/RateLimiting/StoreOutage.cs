using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Whether the store of the rate limit is unavailable. During an outage about one request a second tries it; the others do not
/// wait for it.</summary>
internal sealed partial class StoreOutage(TimeProvider time, WarningLimiter warnings, ILogger<StoreOutage> logger)
{
    private const long None = long.MinValue;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private long _reportedAt = None;

    /// <summary>Whether the log says that there is an outage.</summary>
    private volatile bool _isTold;

    public bool IsActive => Volatile.Read(ref _reportedAt) is var reportedAt and not None && time.GetElapsedTime(reportedAt) < RetryInterval;

    public void Report(Exception exception)
    {
        Volatile.Write(ref _reportedAt, time.GetTimestamp());
        if (_isTold || warnings.Count(nameof(StoreOutage)) is not (> 0 and var count))
            return;
        _isTold = true;
        LogUnavailable(logger, count, exception.Message);
    }

    public void End()
    {
        if (Volatile.Read(ref _reportedAt) == None || Interlocked.Exchange(ref _reportedAt, None) == None || !_isTold)
            return;
        _isTold = false;
        LogAvailable(logger);
    }

    /// <summary>One line an outage, not one a request; and one a second while a slow store answers some requests and not others, each of
    /// which would be an outage.</summary>
    [LoggerMessage(311, LogLevel.Warning, "The store of the rate limit is unavailable ({Count} times since the last such line); each gateway counts by itself: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, long count, string reason);

    [LoggerMessage(312, LogLevel.Information, "The store of the rate limit is available again.")]
    private static partial void LogAvailable(ILogger logger);
}
