using TrafficTacos.Tools.Laboratory.Measures;
using TrafficTacos.Tools.Laboratory.Replaying;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Tests;

/// <summary>Which faults of a gateway a comparison detects. The faults are injected into simulations instead of a gateway, which is
/// fast and reproducible.</summary>
public sealed class FaultDetectionTests
{
    /// <summary>Not among the seeds of the hundred simulations.</summary>
    private const ulong ConditionsSeed = 4711;

    private static readonly double[] ActionDelays = [0, 1, 1, 2, 4];
    private static readonly double[] Latencies = [0.5, 0.8, 0.8, 1, 2, 8];
    private static readonly Dictionary<string, Scenario> Scenarios = new(StringComparer.Ordinal)
    {
        ["flash"] = Small("flash"),
        ["ghosts"] = Small("ghosts"),
        ["pauses"] = Small("pauses"),
    };

    private static readonly Dictionary<string, ObservedMetrics[]> Simulations = Scenarios.ToDictionary(
        pair => pair.Key, pair => ReplayResult.Simulate(pair.Value, 1, ActionDelays, Latencies, default).ToArray(), StringComparer.Ordinal);

    [Theory]
    [InlineData("flash")]
    [InlineData("ghosts")]
    [InlineData("pauses")]
    public void Other_conditions_are_within_the_tolerance(string scenario) => Assert.Empty(OutsideTolerance(scenario, Run(Scenarios[scenario])));

    [Theory]
    [InlineData("flash")]
    [InlineData("ghosts")]
    [InlineData("pauses")]
    public void Twice_and_half_the_rate_are_detected(string scenario)
    {
        Assert.Contains("wait, median", OutsideTolerance(scenario, Run(WithRate(Scenarios[scenario], 2))));
        Assert.Contains("wait, median", OutsideTolerance(scenario, Run(WithRate(Scenarios[scenario], 0.5))));
    }

    [Theory]
    [InlineData("flash")]
    [InlineData("ghosts")]
    [InlineData("pauses")]
    public void A_reversed_order_within_groups_of_fifty_is_detected(string scenario)
    {
        var trace = Run(Scenarios[scenario]);
        int[] reversed = [.. trace.Admitted.OrderBy(number => trace.Visitors[number].Place.Ticket).Chunk(50).SelectMany(chunk => chunk.Reverse())];
        trace.Admitted.Clear();
        trace.Admitted.AddRange(reversed);
        Assert.Contains("Kendall's tau of admission against joining", OutsideTolerance(scenario, trace));
    }

    [Theory]
    [InlineData("flash", 1.3)]
    [InlineData("flash", 0.7)]
    [InlineData("ghosts", 1.3)]
    [InlineData("ghosts", 0.7)]
    // Whoever joins here is told two or three whole seconds, which hide a smaller error.
    [InlineData("pauses", 1.5)]
    [InlineData("pauses", 0.7)]
    public void An_estimate_that_is_clearly_off_is_detected(string scenario, double factor)
    {
        var trace = Run(Scenarios[scenario]);
        for (var i = 0; i < trace.Samples.Count; i++)
        {
            var sample = trace.Samples[i];
            trace.Samples[i] = sample with { Reported = sample.Reported with { P50 = sample.Reported.P50 * factor, P90 = sample.Reported.P90 * factor } };
        }

        Assert.Contains("bias, median", OutsideTolerance(scenario, trace));
    }

    [Fact]
    public void A_missing_pause_is_detected() => Assert.NotEmpty(OutsideTolerance("pauses", Run(Scenarios["pauses"] with { Changes = [] })));

    [Fact]
    public void Two_percent_of_lost_visitors_are_detected()
    {
        var trace = Run(Scenarios["flash"]);
        foreach (var number in trace.Admitted.Where((_, i) => i % 50 == 0).ToArray())
        {
            trace.Visitors[number].Outcome = VisitorOutcome.Lost;
            trace.Admitted.Remove(number);
        }

        Assert.Equal(["lost", "admitted"], OutsideTolerance("flash", trace).Take(2));
    }

    /// <summary>About 400 visitors and 40 seconds.</summary>
    private static Scenario Small(string name)
    {
        var scenario = BundledScenarios.All().Single(scenario => scenario.Name == name);
        var length = new ObservedMetrics(SaleSimulation.Run(scenario.ScaleBy(2000.0 / scenario.VisitorCount), 1)).Length;
        return scenario.ScaleForReplay(400.0 / scenario.VisitorCount, 40 / length);
    }

    private static Scenario WithRate(Scenario scenario, double factor) => scenario with
    {
        Bucket = scenario.Bucket with { AdmissionsPerSecond = scenario.Bucket.AdmissionsPerSecond * factor },
        Changes = [.. scenario.Changes.Select(change => change with { AdmissionsPerSecond = change.AdmissionsPerSecond * factor })],
    };

    private static SaleTrace Run(Scenario scenario) =>
        SaleSimulation.Run(scenario, 1, conditions: new SimulationConditions(ConditionsSeed, ActionDelays, Latencies));

    private static string[] OutsideTolerance(string scenario, SaleTrace trace) =>
        [.. MeasureComparison.Compare(Simulations[scenario], new ObservedMetrics(trace)).Where(comparison => !comparison.IsWithinTolerance).Select(comparison => comparison.Measure.Name)];
}
