using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Measures;

internal enum Unit
{
    People,
    Seconds,
    Share,
    Tau,
}

/// <summary>What is compared.</summary>
/// <param name="Name">In words.</param>
/// <param name="Unit">Of the figure.</param>
/// <param name="Of">The figure.</param>
/// <param name="Hard">Must be zero on both sides.</param>
internal sealed record Measure(string Name, Unit Unit, Func<Outcome, double> Of, bool Hard = false)
{
    /// <summary>One in the last digit that is shown: differences below it are none.</summary>
    public double Resolution => Unit switch
    {
        Unit.People => 1,
        Unit.Seconds => 0.1,
        Unit.Share => 0.001,
        _ => 0.0001,
    };

    public static IReadOnlyList<Measure> All { get; } =
    [
        new("inversions", Unit.People, outcome => outcome.Trace.Verdicts.Inversions, Hard: true),
        new("broken promises", Unit.People, outcome => outcome.Trace.Verdicts.BrokenPromises, Hard: true),
        new("bound violations", Unit.People, outcome => outcome.Trace.Verdicts.BoundViolations, Hard: true),
        new("second places", Unit.People, outcome => outcome.Trace.Verdicts.SecondPlaces, Hard: true),
        new("second admissions", Unit.People, outcome => outcome.Trace.Verdicts.SecondAdmissions, Hard: true),
        new("positions that rose", Unit.People, outcome => outcome.Trace.Verdicts.PositionsRisen, Hard: true),
        new("lost", Unit.People, outcome => outcome.Count(Fate.Lost), Hard: true),
        new("admitted", Unit.People, outcome => outcome.Count(Fate.Admitted)),
        new("gave up", Unit.People, outcome => outcome.Count(Fate.GaveUp)),
        new("until 99 in 100 were in", Unit.Seconds, outcome => outcome.Until(0.99)),
        new("wait, median", Unit.Seconds, outcome => outcome.Wait(0.5)),
        new("wait, nine in ten below", Unit.Seconds, outcome => outcome.Wait(0.9)),
        new("tau of entering against joining", Unit.Tau, outcome => outcome.Fairness.KendallTau),
        new("displaced, p99", Unit.People, outcome => outcome.Fairness.P99Displacement),
        new("rate used", Unit.Share, outcome => outcome.Throughput.Utilisation),
        new("error of p50 at join, median", Unit.Share, outcome => outcome.Score(Horizon.Join).Median),
        new("error of p50 at half, median", Unit.Share, outcome => outcome.Score(Horizon.Half).Median),
        new("error of p50 at a tenth, median", Unit.Share, outcome => outcome.Score(Horizon.Tenth).Median),
        new("bias, median", Unit.Share, outcome => outcome.Score().Bias),
        new("p90 covers", Unit.Share, outcome => outcome.Coverage),
    ];
}

/// <summary>One measure of a sale that was replayed, and of its simulations in a hundred weathers. What chance does to a simulation it may
/// do to a replay: the replay may be as far from the simulations' median as the two simulations furthest apart are from each other,
/// and one in the last digit.</summary>
/// <param name="Measure">Which.</param>
/// <param name="Weathers">Simulated, once a weather; NaN where one has no such figure.</param>
/// <param name="Replayed">By a real gateway.</param>
internal sealed record Compared(Measure Measure, IReadOnlyList<double> Weathers, double Replayed)
{
    private readonly double[] _sorted = [.. Weathers.Where(double.IsFinite).Order()];

    /// <summary>In the median weather.</summary>
    public double Simulated => _sorted.Length == 0 ? double.NaN : _sorted[_sorted.Length / 2];

    public double Lowest => _sorted.Length == 0 ? double.NaN : _sorted[0];

    public double Highest => _sorted.Length == 0 ? double.NaN : _sorted[^1];

    public double Difference => Replayed - Simulated;

    public double Allowed => Measure.Hard || _sorted.Length == 0 ? 0 : Highest - Lowest + Measure.Resolution;

    /// <summary>A figure that only one side has is a difference; one that neither has is none.</summary>
    public bool Holds => Measure.Hard ? Highest == 0 && Replayed == 0
        : double.IsNaN(Simulated) || double.IsNaN(Replayed) ? double.IsNaN(Simulated) && double.IsNaN(Replayed)
        : Math.Abs(Difference) <= Allowed + 1e-9;

    public override string ToString() =>
        FormattableString.Invariant($"{Measure.Name}: simulated {Simulated} ({Lowest} to {Highest}), replayed {Replayed}, allowed {Allowed}");

    public static IReadOnlyList<Compared> Of(IReadOnlyList<Outcome> weathers, Outcome replayed) =>
        [.. Measure.All.Select(measure => new Compared(measure, [.. weathers.Select(measure.Of)], measure.Of(replayed)))];
}
