using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>A measure of which a replay and its simulations are compared.</summary>
/// <param name="Name">The name in the report.</param>
/// <param name="Unit">The unit of the value.</param>
/// <param name="ValueOf">Computes the value.</param>
/// <param name="MustBeZero">Whether every value must be zero.</param>
/// <param name="PrecisionOf">How exactly a replay can measure it; null for the resolution.</param>
internal sealed record Measure(
    string Name, MeasureUnit Unit, Func<ObservedMetrics, double> ValueOf, bool MustBeZero = false, Func<ObservedMetrics, double>? PrecisionOf = null)
{
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("order inversions", MeasureUnit.Visitors, metrics => metrics.Trace.Violations.OrderInversions, MustBeZero: true),
        new("broken promises", MeasureUnit.Visitors, metrics => metrics.Trace.Violations.BrokenPromises, MustBeZero: true),
        new("bound violations", MeasureUnit.Visitors, metrics => metrics.Trace.Violations.BoundViolations, MustBeZero: true),
        new("duplicate places", MeasureUnit.Visitors, metrics => metrics.Trace.Violations.DuplicatePlaces, MustBeZero: true),
        new("duplicate admissions", MeasureUnit.Visitors, metrics => metrics.Trace.Violations.DuplicateAdmissions, MustBeZero: true),
        new("position increases", MeasureUnit.Visitors, metrics => metrics.Trace.Violations.PositionIncreases, MustBeZero: true),
        new("lost", MeasureUnit.Visitors, metrics => metrics.Count(VisitorOutcome.Lost), MustBeZero: true),
        new("admitted", MeasureUnit.Visitors, metrics => metrics.Count(VisitorOutcome.Admitted)),
        new("abandoned", MeasureUnit.Visitors, metrics => metrics.Count(VisitorOutcome.Abandoned)),
        new("time until 99 % were admitted", MeasureUnit.Seconds, metrics => metrics.AdmissionTime(0.99)),
        new("wait, median", MeasureUnit.Seconds, metrics => metrics.Wait(0.5)),
        new("wait, p90", MeasureUnit.Seconds, metrics => metrics.Wait(0.9)),
        new("Kendall's tau of admission against joining", MeasureUnit.Tau, metrics => metrics.Fairness.KendallTau),
        new("displacement, p99", MeasureUnit.Visitors, metrics => metrics.Fairness.P99Displacement),
        new("utilization", MeasureUnit.Share, metrics => metrics.Throughput.Utilization, PrecisionOf: metrics => metrics.Throughput.TokenShare),
        new("error of p50 at join, median", MeasureUnit.Share, metrics => metrics.Score(Horizon.Join).MedianError),
        new("error of p50 at half, median", MeasureUnit.Share, metrics => metrics.Score(Horizon.Half).MedianError),
        new("error of p50 at a tenth, median", MeasureUnit.Share, metrics => metrics.Score(Horizon.Tenth).MedianError),
        new("bias, median", MeasureUnit.Share, metrics => metrics.Score().MedianBias),
        new("p90 coverage", MeasureUnit.Share, metrics => metrics.Coverage),
    ];

    /// <summary>One unit of the last displayed digit. Smaller differences are ignored.</summary>
    public double Resolution => Unit switch
    {
        MeasureUnit.Visitors => 1,
        MeasureUnit.Seconds => 0.1,
        MeasureUnit.Share => 0.001,
        _ => 0.0001,
    };
}
