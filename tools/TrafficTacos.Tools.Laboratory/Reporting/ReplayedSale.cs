using TrafficTacos.Tools.Laboratory.Measures;
using TrafficTacos.Tools.Laboratory.Replaying;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Reporting;

/// <summary>A replay and its comparison with the simulations.</summary>
/// <param name="Scenario">The scaled scenario.</param>
/// <param name="VisitorFactor">The scale of the visitors.</param>
/// <param name="TimeFactor">The scale of the times.</param>
/// <param name="Result">The replay.</param>
/// <param name="Comparisons">One for each measure.</param>
internal sealed record ReplayedSale(
    Scenario Scenario, double VisitorFactor, double TimeFactor, ReplayResult Result, IReadOnlyList<MeasureComparison> Comparisons)
{
    public int OutsideTolerance => Comparisons.Count(comparison => !comparison.IsWithinTolerance);
}
