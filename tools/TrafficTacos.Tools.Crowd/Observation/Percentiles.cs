namespace TrafficTacos.Tools.Crowd.Observation;

internal readonly record struct Percentiles(long Count, TimeSpan P50, TimeSpan P95, TimeSpan P99, TimeSpan Max);
