using HdrHistogram;

namespace TrafficTacos.Tools.Crowd.Observation;

/// <summary>A distribution of durations from a microsecond to a day, with three significant digits.</summary>
internal sealed class LatencyHistogram
{
    private const long MaxMicroseconds = 86_400_000_000;
    private readonly Lock _lock = new();
    private readonly LongHistogram _microseconds = new(MaxMicroseconds, 3);

    public void Record(TimeSpan duration)
    {
        lock (_lock)
            _microseconds.RecordValue(Math.Clamp((long)duration.TotalMicroseconds, 1, MaxMicroseconds));
    }

    public Percentiles GetPercentiles()
    {
        lock (_lock)
        {
            return _microseconds.TotalCount == 0
                ? default
                : new Percentiles(_microseconds.TotalCount, ValueAt(50), ValueAt(95), ValueAt(99), ValueAt(100));
        }
    }

    private TimeSpan ValueAt(double percentile) => TimeSpan.FromMicroseconds(_microseconds.GetValueAtPercentile(percentile));
}
