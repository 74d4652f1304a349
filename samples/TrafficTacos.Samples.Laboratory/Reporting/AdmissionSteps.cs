using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Reporting;

/// <summary>A sale in sixty equal steps: how many were let in a second, and the most that the bound allows in a step of this length:
/// what the bucket earns in it, all that it can hold, and the overdraft.</summary>
internal sealed class AdmissionSteps
{
    private const int Count = 60;
    private readonly double _seconds;

    public AdmissionSteps(Trace trace)
    {
        _seconds = Math.Max(1, trace.Ended / 1e6) / Count;
        foreach (var number in trace.Admitted)
            Admitted[Step(trace.People[number].EnteredAt)] += 1 / _seconds;
        var (earned, held) = (new double[Count], new double[Count]);
        foreach (var (from, to) in trace.Beats.Zip(trace.Beats.Skip(1)))
        {
            earned[Step(from.At)] += from.Pulse.Paused ? 0 : from.Pulse.Refill * (to.At - from.At) / 1e6;
            held[Step(from.At)] = Math.Max(held[Step(from.At)], from.Pulse.Capacity);
        }

        for (var i = 0; i < Count; i++)
            Allowed[i] = (earned[i] + held[i] + trace.Policy.Overdraft) / _seconds;
    }

    public double Minutes => Count * _seconds / 60;

    public double[] Admitted { get; } = new double[Count];

    public double[] Allowed { get; } = new double[Count];

    /// <summary>As points, each in the middle of its step.</summary>
    public IEnumerable<(double Minute, double Rate)> Over(double[] rates) => rates.Select((rate, i) => ((i + 0.5) * _seconds / 60, rate));

    private int Step(long at) => Math.Min(Count - 1, (int)(at / 1e6 / _seconds));
}
