namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>The accuracy of an estimator. Errors and biases are relative: 0.05 is five percent.</summary>
/// <param name="Count">The number of scored estimates.</param>
/// <param name="MedianError">The median absolute error.</param>
/// <param name="MeanError">The mean absolute error, each error capped at 2. Unlike the median it shows the sales with large errors.</param>
/// <param name="P90Error">The 90th percentile of the absolute error.</param>
/// <param name="MedianBias">The median signed error; positive if estimates are too long.</param>
/// <param name="MeanBias">The mean signed error, each error limited to ±1.</param>
/// <param name="Coverage">The share of estimates whose p90 held.</param>
/// <param name="ConfidentShare">The share of estimates with a confidence of at least 0.8.</param>
/// <param name="ConfidentAccuracy">The share of those whose error is at most 0.2.</param>
internal sealed record EstimateScore(
    int Count,
    double MedianError,
    double MeanError,
    double P90Error,
    double MedianBias,
    double MeanBias,
    double Coverage,
    double ConfidentShare,
    double ConfidentAccuracy)
{
    private const double ConfidentFrom = 0.8;
    private const double AccurateUpTo = 0.2;

    /// <summary>Every sale has the same weight, whatever its number of visitors.</summary>
    public static EstimateScore Of(IEnumerable<IReadOnlyList<ScoredEstimate>> sales)
    {
        var all = new List<(ScoredEstimate Estimate, double Weight)>();
        foreach (var sale in sales)
            all.AddRange(sale.Select(estimate => (estimate, 1.0 / sale.Count)));
        var confident = all.Where(item => item.Estimate.Confidence >= ConfidentFrom).ToArray();
        return new EstimateScore(
            all.Count,
            WeightedStatistics.Quantile(all.Select(item => (Math.Abs(item.Estimate.Error), item.Weight)), 0.5),
            WeightedStatistics.Mean(all.Select(item => (Math.Min(2, Math.Abs(item.Estimate.Error)), item.Weight))),
            WeightedStatistics.Quantile(all.Select(item => (Math.Abs(item.Estimate.Error), item.Weight)), 0.9),
            WeightedStatistics.Quantile(all.Select(item => (item.Estimate.Error, item.Weight)), 0.5),
            WeightedStatistics.Mean(all.Select(item => (Math.Clamp(item.Estimate.Error, -1, 1), item.Weight))),
            WeightedStatistics.Mean(all.Select(item => (item.Estimate.IsCovered ? 1.0 : 0, item.Weight))),
            WeightedStatistics.Mean(all.Select(item => (item.Estimate.Confidence >= ConfidentFrom ? 1.0 : 0, item.Weight))),
            WeightedStatistics.Mean(confident.Select(item => (Math.Abs(item.Estimate.Error) <= AccurateUpTo ? 1.0 : 0, item.Weight))));
    }
}
