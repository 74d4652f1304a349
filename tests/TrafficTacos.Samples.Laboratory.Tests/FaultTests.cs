using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Replaying;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Tests;

/// <summary>What a gateway would have to do wrong for a replay to see it, tried on simulations: cheap, and the same each time.</summary>
public sealed class FaultTests
{
    private static readonly double[] Late = [0, 1, 1, 2, 4];
    private static readonly double[] Latencies = [0.5, 0.8, 0.8, 1, 2, 8];
    private static readonly Dictionary<string, Scenario> Sales = new(StringComparer.Ordinal)
    {
        ["flash"] = Small("flash"),
        ["ghosts"] = Small("ghosts"),
        ["pauses"] = Small("pauses"),
    };

    private static readonly Dictionary<string, Outcome[]> Weathers = Sales.ToDictionary(
        pair => pair.Key, pair => Replayed.Simulate(pair.Value, 1, Late, Latencies, default).ToArray(), StringComparer.Ordinal);

    /// <summary>Four hundred people, and forty seconds or so.</summary>
    private static Scenario Small(string name)
    {
        var scenario = ShippedScenarios.All().Single(scenario => scenario.Name == name);
        var length = new Outcome(Sale.Run(scenario.By(2000.0 / scenario.Visitors), 1)).Length;
        return scenario.Shrink(400.0 / scenario.Visitors, 40 / length);
    }

    /// <summary>In a weather that is not among the hundred.</summary>
    private static Trace Run(Scenario scenario) => Sale.Run(scenario, 1, weather: new Weather(4711, Late, Latencies));

    private static string[] Beyond(string sale, Trace trace) =>
        [.. Compared.Of(Weathers[sale], new Outcome(trace)).Where(compared => !compared.Holds).Select(compared => compared.Measure.Name)];

    private static Scenario Faster(Scenario scenario, double factor) => scenario with
    {
        Bucket = scenario.Bucket with { Refill = scenario.Bucket.Refill * factor },
        Changes = [.. scenario.Changes.Select(change => change with { Refill = change.Refill * factor })],
    };

    [Theory]
    [InlineData("flash")]
    [InlineData("ghosts")]
    [InlineData("pauses")]
    public void Another_weather_is_nothing(string sale) => Assert.Empty(Beyond(sale, Run(Sales[sale])));

    [Theory]
    [InlineData("flash")]
    [InlineData("ghosts")]
    [InlineData("pauses")]
    public void Twice_and_half_the_rate_are_seen(string sale)
    {
        Assert.Contains("wait, median", Beyond(sale, Run(Faster(Sales[sale], 2))));
        Assert.Contains("wait, median", Beyond(sale, Run(Faster(Sales[sale], 0.5))));
    }

    /// <summary>Whoever came last of fifty goes first.</summary>
    [Theory]
    [InlineData("flash")]
    [InlineData("ghosts")]
    [InlineData("pauses")]
    public void The_last_before_the_first_is_seen(string sale)
    {
        var trace = Run(Sales[sale]);
        int[] turned = [.. trace.Admitted.OrderBy(number => trace.People[number].Place.Ticket).Chunk(50).SelectMany(chunk => chunk.Reverse())];
        trace.Admitted.Clear();
        trace.Admitted.AddRange(turned);
        Assert.Contains("tau of entering against joining", Beyond(sale, trace));
    }

    [Theory]
    [InlineData("flash", 1.3)]
    [InlineData("flash", 0.7)]
    [InlineData("ghosts", 1.3)]
    [InlineData("ghosts", 0.7)]
    [InlineData("pauses", 1.3)]
    [InlineData("pauses", 0.7)]
    public void An_estimate_that_is_off_by_three_tenths_is_seen(string sale, double factor)
    {
        var trace = Run(Sales[sale]);
        for (var i = 0; i < trace.Asks.Count; i++)
            trace.Asks[i] = trace.Asks[i] with { Told = trace.Asks[i].Told with { P50 = trace.Asks[i].Told.P50 * factor, P90 = trace.Asks[i].Told.P90 * factor } };
        Assert.Contains("bias, median", Beyond(sale, trace));
    }

    [Fact]
    public void A_pause_that_was_not_made_is_seen() => Assert.NotEmpty(Beyond("pauses", Run(Sales["pauses"] with { Changes = [] })));

    [Fact]
    public void Two_of_a_hundred_who_are_thrown_out_are_seen()
    {
        var trace = Run(Sales["flash"]);
        foreach (var number in trace.Admitted.Where((_, i) => i % 50 == 0).ToArray())
        {
            trace.People[number].Fate = Fate.Lost;
            trace.Admitted.Remove(number);
        }

        Assert.Equal(["lost", "admitted"], Beyond("flash", trace).Take(2));
    }
}
