using TrafficTacos.Queueing;

namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>A change of the event's settings at run time; null leaves a setting as it is.</summary>
/// <param name="At">When it is made.</param>
/// <param name="AdmissionsPerSecond">The new rate.</param>
/// <param name="Burst">The new size of the bucket.</param>
/// <param name="Paused">Whether admission is paused; a short form of <paramref name="To"/>.</param>
/// <param name="To">The new mode.</param>
/// <param name="MaximumShoppers">How many may be inside from now on.</param>
/// <param name="Message">What everybody who waits is told.</param>
internal sealed record OperatorChange(
    double At,
    double? AdmissionsPerSecond = null,
    int? Burst = null,
    bool? Paused = null,
    EventMode? To = null,
    int? MaximumShoppers = null,
    string? Message = null)
{
    public EventMode? Mode => Paused switch { true => EventMode.Paused, false => EventMode.Normal, null => To };

    /// <summary>Whether nobody is admitted from now on; null if the mode stays.</summary>
    public bool? Stops => Mode is { } mode ? mode is EventMode.Paused or EventMode.Maintenance : null;
}
