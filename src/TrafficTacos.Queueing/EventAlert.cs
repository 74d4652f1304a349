namespace TrafficTacos.Queueing;

/// <summary>Something about an event that somebody should look at.</summary>
public sealed class EventAlert
{
    /// <summary>What it is.</summary>
    public required EventAlertKind Kind { get; init; }

    /// <summary>Whether visitors are harmed now, and not only may be.</summary>
    public bool IsCritical { get; init; }

    /// <summary>Since when; null where nobody knows.</summary>
    public DateTimeOffset? Since { get; init; }
}
