using TrafficTacos.Queueing;

namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>A change of the event's settings at run time; null leaves a setting as it is.</summary>
internal sealed record OperatorChange(double At, double? AdmissionsPerSecond = null, int? Burst = null, bool? Paused = null)
{
    public EventMode? Mode => Paused switch { true => EventMode.Paused, false => EventMode.Normal, null => null };
}
