namespace TrafficTacos.Queueing;

/// <summary>The settings in force for an event: what an operator changed, otherwise what is configured.</summary>
public sealed class EventSettings
{
    /// <summary>Admissions a second in the long run.</summary>
    public double AdmissionsPerSecond { get; init; }

    /// <summary>The most admissions that can be saved up.</summary>
    public int Burst { get; init; }

    /// <summary>What the event does.</summary>
    public EventMode Mode { get; init; }

    /// <summary>The most visitors who are inside at once; 0 for no limit.</summary>
    public int MaximumShoppers { get; init; }

    /// <summary>From when visitors may join; null for at once.</summary>
    public DateTimeOffset? GatherAt { get; init; }

    /// <summary>From when visitors may enter; null for at once.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>From when nobody may join; null for never.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>When those who gathered are drawn; null if they are not.</summary>
    public DateTimeOffset? DrawAt { get; init; }

    /// <summary>What decides who stands where.</summary>
    public QueueOrder Order { get; init; }

    /// <summary>What everybody who waits is told; null for nothing.</summary>
    public EventMessage? Message { get; init; }

    /// <summary>The settings that an operator changed; all others are as configured.</summary>
    public IReadOnlyCollection<EventSetting> Changed { get; init; } = [];
}
