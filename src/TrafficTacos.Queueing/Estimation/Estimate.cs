namespace TrafficTacos.Queueing.Estimation;

/// <summary>The estimated time until ready.</summary>
/// <param name="P50">The median.</param>
/// <param name="P90">The 90th percentile.</param>
/// <param name="Confidence">0 to 1.</param>
internal readonly record struct Estimate(TimeSpan P50, TimeSpan P90, double Confidence);
