namespace TrafficTacos.Queueing.Estimation;

/// <summary>How long until ready.</summary>
/// <param name="P50">As likely sooner as later.</param>
/// <param name="P90">Nine in ten are ready by then.</param>
/// <param name="Confidence">0 to 1.</param>
internal readonly record struct Estimate(TimeSpan P50, TimeSpan P90, double Confidence);
