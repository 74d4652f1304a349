namespace TrafficTacos.Samples.Laboratory.Measures;

/// <summary>Quantiles and means of numbers that count differently much.</summary>
internal static class Weighted
{
    /// <summary>NaN of nothing.</summary>
    public static double Quantile(IEnumerable<(double Value, double Weight)> numbers, double share)
    {
        var sorted = numbers.OrderBy(number => number.Value).ToArray();
        if (sorted.Length == 0)
            return double.NaN;
        var rest = share * sorted.Sum(number => number.Weight);
        foreach (var (value, weight) in sorted)
        {
            rest -= weight;
            if (rest <= 0)
                return value;
        }

        return sorted[^1].Value;
    }

    public static double Mean(IEnumerable<(double Value, double Weight)> numbers)
    {
        var (sum, weights) = (0d, 0d);
        foreach (var (value, weight) in numbers)
            (sum, weights) = (sum + value * weight, weights + weight);
        return weights > 0 ? sum / weights : double.NaN;
    }
}
