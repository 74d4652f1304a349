using TrafficTacos.Tools.Laboratory.Estimators;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>All measures of one simulated sale, with the scores of every estimator by name.</summary>
internal sealed record SaleAnalysis(
    Scenario Scenario,
    SaleTrace Trace,
    Fairness Fairness,
    Throughput Throughput,
    EstimateStability ReportedStability,
    EstimateStability DisplayedStability,
    IReadOnlyDictionary<string, List<ScoredEstimate>> ScoredEstimates,
    double SeatsTaken)
{
    public IReadOnlyList<ScoredEstimate> LibraryEstimates => ScoredEstimates[EstimatorCatalog.Library.Name];

    public static SaleAnalysis Of(SaleTrace trace) => new(
        trace.Scenario,
        trace,
        Fairness.Of(trace),
        Throughput.Of(trace),
        EstimateStability.OfReported(trace, EstimatorCatalog.Library),
        EstimateStability.OfDisplayed(trace, EstimatorCatalog.Library),
        EstimatorCatalog.All.ToDictionary(estimator => estimator.Name, estimator => EstimateScoring.Score(trace, estimator), StringComparer.Ordinal),
        ShopSeats.TakenShare(trace));

    public int Count(VisitorOutcome outcome) => Trace.Visitors.Count(visitor => visitor.Outcome == outcome);
}
