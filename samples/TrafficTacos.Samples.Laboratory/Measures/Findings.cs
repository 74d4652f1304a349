using TrafficTacos.Samples.Laboratory.Estimators;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Measures;

/// <summary>All that is measured of one sale.</summary>
internal sealed record Findings(
    Scenario Scenario,
    Trace Trace,
    Fairness Fairness,
    Throughput Throughput,
    Steadiness Told,
    Steadiness Shown,
    IReadOnlyDictionary<string, List<Forecast>> Forecasts)
{
    public IReadOnlyList<Forecast> Library => Forecasts[Contest.Library.Name];

    public static Findings Of(Trace trace) => new(
        trace.Scenario,
        trace,
        Fairness.Of(trace),
        Throughput.Of(trace),
        Steadiness.OfTold(trace, Contest.Library),
        Steadiness.OfShown(trace, Contest.Library),
        Contest.All.ToDictionary(candidate => candidate.Name, candidate => Measures.Forecasts.Of(trace, candidate), StringComparer.Ordinal));

    public int Count(Fate fate) => Trace.People.Count(person => person.Fate == fate);
}
