namespace TrafficTacos.Tools.Laboratory.Reporting;

/// <summary>A goal, and the measured value of one group of sales.</summary>
internal sealed record Goal(string Name, string Target, string Measured, bool IsMet);
