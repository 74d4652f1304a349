namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>An estimate in a status response, in seconds from its completion.</summary>
internal readonly record struct ReportedEstimate(TimeSpan CompletedAt, double P50Seconds, double? P90Seconds);
