using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Measures;

internal enum Unit
{
    People,
    Seconds,
    Share,
    Tau,
}

/// <summary>What is compared, and how far apart a simulation and its replay may be. A simulation that is off by more would not
/// be worth its figures.</summary>
/// <param name="Name">In words.</param>
/// <param name="Unit">Of the figures and of <paramref name="Apart"/>.</param>
/// <param name="Of">The figure.</param>
/// <param name="Apart">The difference that is allowed, whatever the figures.</param>
/// <param name="Share">The difference that is allowed as a share of the larger figure.</param>
internal sealed record Measure(string Name, Unit Unit, Func<Outcome, double> Of, double Apart, double Share = 0)
{
    /// <summary>Must be zero on both sides.</summary>
    public bool Hard => Apart == 0 && Share == 0;

    public static IReadOnlyList<Measure> All { get; } =
    [
        new("inversions", Unit.People, outcome => outcome.Trace.Verdicts.Inversions, 0),
        new("broken promises", Unit.People, outcome => outcome.Trace.Verdicts.BrokenPromises, 0),
        new("bound violations", Unit.People, outcome => outcome.Trace.Verdicts.BoundViolations, 0),
        new("second places", Unit.People, outcome => outcome.Trace.Verdicts.SecondPlaces, 0),
        new("second admissions", Unit.People, outcome => outcome.Trace.Verdicts.SecondAdmissions, 0),
        new("positions that rose", Unit.People, outcome => outcome.Trace.Verdicts.PositionsRisen, 0),
        new("lost", Unit.People, outcome => outcome.Count(Fate.Lost), 0),
        new("admitted", Unit.People, outcome => outcome.Count(Fate.Admitted), 3, 0.02),
        new("gave up", Unit.People, outcome => outcome.Count(Fate.GaveUp), 3, 0.1),
        new("until 99 in 100 were in", Unit.Seconds, outcome => outcome.Until(0.99), 2),
        new("wait, median", Unit.Seconds, outcome => outcome.Wait(0.5), 1),
        new("wait, nine in ten below", Unit.Seconds, outcome => outcome.Wait(0.9), 2),
        new("tau of entering against joining", Unit.Tau, outcome => outcome.Fairness.KendallTau, 0.01),
        new("displaced, p99", Unit.People, outcome => outcome.Fairness.P99Displacement, 10, 0.25),
        new("rate used", Unit.Share, outcome => outcome.Throughput.Utilisation, 0.05),
        new("error of p50 at join, median", Unit.Share, outcome => outcome.Score(Horizon.Join).Median, 0.05),
        new("error of p50 at half, median", Unit.Share, outcome => outcome.Score(Horizon.Half).Median, 0.05),
        new("error of p50 at a tenth, median", Unit.Share, outcome => outcome.Score(Horizon.Tenth).Median, 0.05),
        new("bias, median", Unit.Share, outcome => outcome.Score().Bias, 0.03),
        new("p90 covers", Unit.Share, outcome => outcome.Coverage, 0.05),
    ];
}

/// <summary>One measure of one sale, simulated and replayed.</summary>
/// <param name="Measure">Which.</param>
/// <param name="Simulated">From the seed.</param>
/// <param name="Replayed">From the same seed.</param>
/// <param name="ByChance">How far simulations from other seeds are from this one: what says nothing, be it large or small.</param>
internal sealed record Compared(Measure Measure, double Simulated, double Replayed, double ByChance = 0)
{
    public double Difference => Replayed - Simulated;

    /// <summary>The largest of what is allowed.</summary>
    public double Allowed => Measure.Hard ? 0
        : Math.Max(ByChance, Math.Max(Measure.Apart, Measure.Share * Math.Max(Math.Abs(Simulated), Math.Abs(Replayed))));

    /// <summary>A figure that only one side has is a difference; one that neither has is none.</summary>
    public bool Holds => Measure.Hard ? Simulated == 0 && Replayed == 0
        : double.IsNaN(Simulated) || double.IsNaN(Replayed) ? double.IsNaN(Simulated) && double.IsNaN(Replayed)
        : Math.Abs(Difference) <= Allowed + 1e-9;

    public static IReadOnlyList<Compared> Of(Outcome simulated, IReadOnlyList<Outcome> otherSeeds, Outcome replayed) => [.. Measure.All.Select(measure =>
    {
        var figure = measure.Of(simulated);
        var byChance = otherSeeds.Select(other => Math.Abs(measure.Of(other) - figure)).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return new Compared(measure, figure, measure.Of(replayed), byChance);
    })];
}
