using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Estimators;

/// <summary>A way to estimate. All are asked the same questions, with what the library's is given: answers are compared, not
/// sales.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="About">In a line.</param>
/// <param name="Estimate">From an answer of a trace.</param>
internal sealed record Candidate(string Name, string About, Func<Trace, Ask, Estimate> Estimate)
{
    public static Candidate OfSeconds(string name, string about, Func<Trace, Ask, double> seconds) =>
        new(name, about, (trace, ask) =>
        {
            var wait = TimeSpan.FromSeconds(Math.Min(seconds(trace, ask), 1e9));
            return new Estimate(wait, wait, 1);
        });
}
