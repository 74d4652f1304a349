namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>How a share of the visitors polls.</summary>
/// <param name="Share">The share of visitors.</param>
/// <param name="Kind">How the interval is chosen.</param>
/// <param name="Value">Fixed: seconds. Scaled: the factor. Jittered: the largest deviation of the factor from 1.</param>
internal sealed record PollingPattern(double Share, PollingKind Kind, double Value = 0);
