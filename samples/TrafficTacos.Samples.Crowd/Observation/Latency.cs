using HdrHistogram;

namespace TrafficTacos.Samples.Crowd.Observation;

/// <summary>One distribution of durations, from a microsecond to a day, exact to a thousandth.</summary>
internal sealed class Latency
{
    private const long Longest = 86_400_000_000;
    private readonly Lock _gate = new();
    private readonly LongHistogram _microseconds = new(Longest, 3);

    public void Record(TimeSpan duration)
    {
        lock (_gate)
            _microseconds.RecordValue(Math.Clamp((long)duration.TotalMicroseconds, 1, Longest));
    }

    public Percentiles Read()
    {
        lock (_gate)
        {
            return _microseconds.TotalCount == 0
                ? default
                : new Percentiles(_microseconds.TotalCount, At(50), At(95), At(99), At(100));
        }
    }

    private TimeSpan At(double percentile) => TimeSpan.FromMicroseconds(_microseconds.GetValueAtPercentile(percentile));
}

internal readonly record struct Percentiles(long Count, TimeSpan P50, TimeSpan P95, TimeSpan P99, TimeSpan Max);
