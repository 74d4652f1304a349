namespace TrafficTacos.Samples.Laboratory.Measures;

/// <summary>How good the answers of an estimator were. Errors and bias are shares: 0.05 is five in a hundred.</summary>
/// <param name="Count">Answers scored.</param>
/// <param name="Median">Of the absolute error.</param>
/// <param name="Mean">Of the absolute error, each at most twice the truth: the median forgets the sales that went badly.</param>
/// <param name="P90">Nine in ten errors are smaller.</param>
/// <param name="Bias">Median of the signed error: above zero, told too long.</param>
/// <param name="MeanBias">Mean of the signed error, each at most the truth itself.</param>
/// <param name="Coverage">How many were ready within the p90 they were told.</param>
/// <param name="Confident">How many answers had a confidence of at least 0.8.</param>
/// <param name="ConfidentRight">How many of those were within a fifth of the truth.</param>
internal sealed record EstimateScore(
    int Count, double Median, double Mean, double P90, double Bias, double MeanBias, double Coverage, double Confident, double ConfidentRight)
{
    /// <summary>Every sale counts the same, however many came to it.</summary>
    public static EstimateScore Of(IEnumerable<IReadOnlyList<Forecast>> sales)
    {
        var all = new List<(Forecast Forecast, double Weight)>();
        foreach (var sale in sales)
            all.AddRange(sale.Select(forecast => (forecast, 1.0 / sale.Count)));
        var confident = all.Where(item => item.Forecast.Confidence >= 0.8).ToArray();
        return new EstimateScore(
            all.Count,
            Weighted.Quantile(all.Select(item => (Math.Abs(item.Forecast.Error), item.Weight)), 0.5),
            Weighted.Mean(all.Select(item => (Math.Min(2, Math.Abs(item.Forecast.Error)), item.Weight))),
            Weighted.Quantile(all.Select(item => (Math.Abs(item.Forecast.Error), item.Weight)), 0.9),
            Weighted.Quantile(all.Select(item => (item.Forecast.Error, item.Weight)), 0.5),
            Weighted.Mean(all.Select(item => (Math.Clamp(item.Forecast.Error, -1, 1), item.Weight))),
            Weighted.Mean(all.Select(item => (item.Forecast.Covered ? 1.0 : 0, item.Weight))),
            Weighted.Mean(all.Select(item => (item.Forecast.Confidence >= 0.8 ? 1.0 : 0, item.Weight))),
            Weighted.Mean(confident.Select(item => (Math.Abs(item.Forecast.Error) <= 0.2 ? 1.0 : 0, item.Weight))));
    }
}
