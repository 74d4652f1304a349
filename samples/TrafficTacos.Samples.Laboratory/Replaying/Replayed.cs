using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Replaying;

/// <summary>What a replay left behind.</summary>
/// <param name="Trace">As a simulation leaves it.</param>
/// <param name="Latencies">Milliseconds from a question to its answer.</param>
/// <param name="Delays">Milliseconds by which a person acted later than planned: how busy the machine was.</param>
/// <param name="Failures">Questions that were not answered, and sent again.</param>
internal sealed record Replayed(Trace Trace, IReadOnlyList<double> Latencies, IReadOnlyList<double> Delays, int Failures)
{
    /// <summary>The spread of a hundred is five deviations of a figure that varies by chance alone.</summary>
    private const int Weathers = 100;

    /// <summary>Beside simulations of the same people in many weathers, each with latencies and delays like those that were met here.</summary>
    /// <param name="expected">What the gateway was to do.</param>
    /// <param name="seed">Of the people.</param>
    /// <param name="stop">Ends it.</param>
    public IReadOnlyList<Compared> Beside(Scenario expected, ulong seed, CancellationToken stop) => Compared.Of(
        [.. Simulate(expected, seed, Delays, Latencies, stop)],
        new Outcome(Trace));

    /// <summary>The same people in a hundred weathers.</summary>
    public static IEnumerable<Outcome> Simulate(Scenario scenario, ulong seed, IReadOnlyList<double> late, IReadOnlyList<double> latencies, CancellationToken stop) =>
        Enumerable.Range(1, Weathers).Select(weather =>
        {
            stop.ThrowIfCancellationRequested();
            return new Outcome(Sale.Run(scenario, seed, weather: new Weather((ulong)weather, late, latencies)));
        });
}
