using TrafficTacos.Tools.Laboratory.Estimators;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>What a client can measure of a sale, simulated or replayed. Estimates are the reported ones.</summary>
internal sealed class ObservedMetrics
{
    private readonly List<ScoredEstimate> _estimates;

    public ObservedMetrics(SaleTrace trace)
    {
        Trace = trace;
        Fairness = Fairness.Of(trace);
        Throughput = Throughput.Of(trace);
        _estimates = EstimateScoring.Score(trace, EstimatorCatalog.Reported);
    }

    public SaleTrace Trace { get; }

    public Fairness Fairness { get; }

    public Throughput Throughput { get; }

    /// <summary>Seconds until the last admission; NaN without one.</summary>
    public double Length => Trace.Admitted.Count == 0 ? double.NaN : Trace.Visitors.Max(visitor => visitor.EnteredAt) / 1e6;

    /// <summary>The share of reported p90 within which a response said "ready". Estimates are whole seconds, so the wait is rounded down
    /// to whole seconds too: otherwise a visitor who polls every two seconds misses by the milliseconds of a response.</summary>
    public double Coverage => _estimates.Count == 0
        ? double.NaN
        : (double)_estimates.Count(estimate => Math.Floor(estimate.ReportedWait) <= estimate.P90) / _estimates.Count;

    /// <summary>Seconds until this share of the admitted visitors had entered. The time of the very last one varies too much.</summary>
    public double AdmissionTime(double share) => WeightedStatistics.Quantile(
        Trace.Admitted.Select(number => (Trace.Visitors[number].EnteredAt / 1e6, 1d)), share);

    /// <summary>A quantile of the seconds from arrival until ready.</summary>
    public double Wait(double probability) => WeightedStatistics.Quantile(
        Trace.Visitors.Where(visitor => visitor.ReadyAt >= 0).Select(visitor => ((visitor.ReadyAt - visitor.ArrivesAt) / 1e6, 1d)), probability);

    public int Count(VisitorOutcome outcome) => Trace.Visitors.Count(visitor => visitor.Outcome == outcome);

    /// <summary>The score of one horizon, or of all.</summary>
    public EstimateScore Score(Horizon? horizon = null) =>
        EstimateScore.Of(new[] { _estimates.Where(estimate => horizon is null || estimate.Horizon == horizon).ToList() }.Where(sale => sale.Count > 0));
}
