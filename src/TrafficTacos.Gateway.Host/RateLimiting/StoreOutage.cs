namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Whether the store of the limits is away. While it is, one request a second or so finds out whether it is back; the
/// others do not wait for it.</summary>
internal sealed partial class StoreOutage(TimeProvider time, ILogger<StoreOutage> logger)
{
    private const long None = long.MinValue;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _noticed = None;

    public bool Lasts => Volatile.Read(ref _noticed) is var noticed and not None && time.GetElapsedTime(noticed) < Pause;

    public void Notice(Exception exception)
    {
        if (Interlocked.Exchange(ref _noticed, time.GetTimestamp()) == None)
            Away(logger, exception.Message);
    }

    public void End()
    {
        if (Volatile.Read(ref _noticed) != None && Interlocked.Exchange(ref _noticed, None) != None)
            Back(logger);
    }

    /// <summary>Once an outage, not once a request.</summary>
    [LoggerMessage(311, LogLevel.Warning, "The store of the rate limits is away; requests pass without a limit: {Reason}")]
    private static partial void Away(ILogger logger, string reason);

    [LoggerMessage(312, LogLevel.Information, "The store of the rate limits is back.")]
    private static partial void Back(ILogger logger);
}
