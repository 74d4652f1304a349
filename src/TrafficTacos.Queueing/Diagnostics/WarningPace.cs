namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>Limits one warning that every request of an outage would write: a line a second, or another interval, with the number of events since the last line.
/// The web package has a limiter of its own for several, because the packages share no internals.</summary>
internal sealed class WarningPace(TimeProvider time, TimeSpan interval)
{
    private readonly Lock _lock = new();
    private long? _writtenAt;
    private long _count;

    public WarningPace(TimeProvider time)
        : this(time, TimeSpan.FromSeconds(1))
    {
    }

    /// <summary>Counts an event.</summary>
    /// <returns>The number of events for the line to write; 0 if there is none to write now.</returns>
    public long Count()
    {
        lock (_lock)
        {
            _count++;
            if (_writtenAt is { } at && time.GetElapsedTime(at) < interval)
                return 0;
            _writtenAt = time.GetTimestamp();
            (var count, _count) = (_count, 0);
            return count;
        }
    }
}
