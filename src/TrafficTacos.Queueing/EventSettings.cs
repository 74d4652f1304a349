namespace TrafficTacos.Queueing;

/// <summary>The settings in force for an event.</summary>
public sealed class EventSettings
{
    /// <summary>Admissions a second in the long run.</summary>
    public double AdmissionsPerSecond { get; init; }

    /// <summary>The most admissions that can be saved up.</summary>
    public int Burst { get; init; }

    /// <summary>Whether admission is stopped. Nothing is saved up while it is.</summary>
    public bool Paused { get; init; }
}
