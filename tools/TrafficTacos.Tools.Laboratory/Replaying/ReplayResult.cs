using TrafficTacos.Tools.Laboratory.Measures;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Replaying;

/// <summary>The result of a replay.</summary>
/// <param name="Trace">The same records as those of a simulation.</param>
/// <param name="Latencies">Milliseconds from request to response.</param>
/// <param name="ActionDelays">Milliseconds by which actions started later than planned, which shows how busy the machine was.</param>
/// <param name="Retries">Requests that were sent again after a transient failure.</param>
internal sealed record ReplayResult(SaleTrace Trace, IReadOnlyList<double> Latencies, IReadOnlyList<double> ActionDelays, int Retries)
{
    /// <summary>The range of a hundred draws is about five standard deviations, so 60 measures rarely fail by chance.</summary>
    private const int SimulationCount = 100;

    /// <summary>Compares the replay with simulations whose delays and latencies are drawn from those of this replay.</summary>
    /// <param name="expected">The scenario that the gateway should have run.</param>
    /// <param name="seed">The seed of the visitors.</param>
    /// <param name="cancellationToken">Cancels the simulations.</param>
    public IReadOnlyList<MeasureComparison> Compare(Scenario expected, ulong seed, CancellationToken cancellationToken) => MeasureComparison.Compare(
        [.. Simulate(expected, seed, ActionDelays, Latencies, cancellationToken)],
        new ObservedMetrics(Trace));

    /// <summary>Simulates the same visitors a hundred times, each time under other conditions.</summary>
    public static IEnumerable<ObservedMetrics> Simulate(
        Scenario scenario, ulong seed, IReadOnlyList<double> actionDelays, IReadOnlyList<double> latencies, CancellationToken cancellationToken) =>
        Enumerable.Range(1, SimulationCount).Select(number =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var conditions = new SimulationConditions((ulong)number, actionDelays, latencies);
            return new ObservedMetrics(SaleSimulation.Run(scenario, seed, conditions: conditions));
        });
}
