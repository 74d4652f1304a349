namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>Limits one warning that every request of an outage would write: a line a second, with the number of events since the last line.
/// The web package has a limiter of its own for several, because the packages share no internals.</summary>
internal sealed class WarningPace(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long? _writtenAt;
    private long _count;

    /// <summary>Counts an event.</summary>
    /// <returns>The number of events for the line to write; 0 if there is none to write now.</returns>
    public long Count()
    {
        lock (_lock)
        {
            _count++;
            if (_writtenAt is { } at && time.GetElapsedTime(at) < Interval)
                return 0;
            _writtenAt = time.GetTimestamp();
            (var count, _count) = (_count, 0);
            return count;
        }
    }
}
