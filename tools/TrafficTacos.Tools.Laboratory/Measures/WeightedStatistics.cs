namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>Statistics of weighted values; NaN for no values.</summary>
internal static class WeightedStatistics
{
    public static double Quantile(IEnumerable<(double Value, double Weight)> values, double probability)
    {
        var sorted = values.OrderBy(item => item.Value).ToArray();
        if (sorted.Length == 0)
            return double.NaN;
        var remaining = probability * sorted.Sum(item => item.Weight);
        foreach (var (value, weight) in sorted)
        {
            remaining -= weight;
            if (remaining <= 0)
                return value;
        }

        return sorted[^1].Value;
    }

    public static double Mean(IEnumerable<(double Value, double Weight)> values)
    {
        var (sum, weights) = (0d, 0d);
        foreach (var (value, weight) in values)
            (sum, weights) = (sum + value * weight, weights + weight);
        return weights > 0 ? sum / weights : double.NaN;
    }
}
