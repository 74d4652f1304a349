using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Reporting;

/// <summary>The admission rate of a sale in sixty intervals, and the bound of each: what the bucket earned in the interval, its burst and
/// the overdraft.</summary>
internal sealed class AdmissionRateSeries
{
    private const int Count = 60;
    private readonly double _seconds;

    public AdmissionRateSeries(SaleTrace trace)
    {
        _seconds = Math.Max(1, trace.EndedAt / 1e6) / Count;
        foreach (var number in trace.Admitted)
            Admitted[IndexOf(trace.Visitors[number].EnteredAt)] += 1 / _seconds;
        var (earned, burst) = (new double[Count], new double[Count]);
        foreach (var (from, to) in trace.Snapshots.Zip(trace.Snapshots.Skip(1)))
        {
            var index = IndexOf(from.At);
            earned[index] += from.Snapshot.Paused ? 0 : from.Snapshot.AdmissionsPerSecond * (to.At - from.At) / 1e6;
            burst[index] = Math.Max(burst[index], from.Snapshot.Burst);
        }

        for (var i = 0; i < Count; i++)
            Bound[i] = (earned[i] + burst[i] + trace.Policy.Overdraft) / _seconds;
    }

    public double Minutes => Count * _seconds / 60;

    public double[] Admitted { get; } = new double[Count];

    public double[] Bound { get; } = new double[Count];

    /// <summary>The rates as points in the middle of each interval.</summary>
    public IEnumerable<(double Minute, double Rate)> ToPoints(double[] rates) => rates.Select((rate, i) => ((i + 0.5) * _seconds / 60, rate));

    private int IndexOf(long at) => Math.Min(Count - 1, (int)(at / 1e6 / _seconds));
}
