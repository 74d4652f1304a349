namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>The bound: in any interval of t seconds, admissions ≤ <c>Burst + PerSecond · t</c>.</summary>
internal readonly record struct AdmissionBound(double Burst, double PerSecond);
