namespace TrafficTacos.Queueing;

/// <summary>A change to an event at run time; null leaves a setting alone.</summary>
public sealed class EventSettingsChange
{
    /// <summary>Admissions a second in the long run: above 0, at most 1,000,000. To admit nobody, set <see cref="Paused"/>.</summary>
    public double? AdmissionsPerSecond { get; init; }

    /// <summary>The most admissions that can be saved up: 1 to 1,000,000.</summary>
    public int? Burst { get; init; }

    /// <summary>True stops admission, false resumes it.</summary>
    public bool? Paused { get; init; }

    internal bool IsEmpty => AdmissionsPerSecond is null && Burst is null && Paused is null;

    internal void ThrowIfInvalid(string parameter)
    {
        if (AdmissionsPerSecond is { } rate && !(rate > 0 && rate <= EventOptions.MaximumRate))
            throw new ArgumentException($"AdmissionsPerSecond is {rate}; it must be above 0 and at most {EventOptions.MaximumRate}. To admit nobody, set Paused.", parameter);
        if (Burst is < 1 or > EventOptions.MaximumRate)
            throw new ArgumentException($"Burst is {Burst}; it must be 1 to {EventOptions.MaximumRate}.", parameter);
    }
}
