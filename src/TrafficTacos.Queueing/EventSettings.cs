namespace TrafficTacos.Queueing;

/// <summary>What holds for an event at run time.</summary>
/// <param name="RefillPerSecond">Admissions a second in the long run.</param>
/// <param name="Capacity">The most admissions that can be saved up.</param>
/// <param name="Paused">Nobody is admitted and nothing is saved up.</param>
public sealed record EventSettings(double RefillPerSecond, int Capacity, bool Paused);

/// <summary>A change to an event at run time; null leaves a setting alone.</summary>
/// <param name="RefillPerSecond">Above 0, at most 1,000,000. To admit nobody, pause.</param>
/// <param name="Capacity">1 to 1,000,000.</param>
/// <param name="Paused">True stops admission, false resumes it.</param>
public sealed record EventSettingsChange(double? RefillPerSecond = null, int? Capacity = null, bool? Paused = null)
{
    internal static void ThrowIfInvalid(EventSettingsChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.RefillPerSecond is { } refill && !(refill > 0 && refill <= WaitingRoomOptions.MaximumRate))
            throw new ArgumentException($"RefillPerSecond is {refill}; it must be above 0 and at most {WaitingRoomOptions.MaximumRate}. To admit nobody, pause.", nameof(change));
        if (change.Capacity is < 1 or > WaitingRoomOptions.MaximumRate)
            throw new ArgumentException($"Capacity is {change.Capacity}; it must be 1 to {WaitingRoomOptions.MaximumRate}.", nameof(change));
    }
}
