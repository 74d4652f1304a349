namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>The counters at one instant, and the admission rate of the last seconds.</summary>
internal sealed record Progress(TimeSpan At, int Joined, int Waiting, int Ready, int Admitted, int LeftOrSilent, int Lost, int Retries, double AdmissionsPerSecond);
