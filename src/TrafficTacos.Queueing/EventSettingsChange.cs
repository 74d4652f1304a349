namespace TrafficTacos.Queueing;

/// <summary>A change to an event at run time; null leaves a setting alone.</summary>
public sealed class EventSettingsChange
{
    internal const int MaximumNameLength = 128;

    /// <summary>Admissions a second in the long run: above 0, at most 1,000,000. To admit nobody, set <see cref="Mode"/>.</summary>
    public double? AdmissionsPerSecond { get; init; }

    /// <summary>The most admissions that can be saved up: 1 to 1,000,000.</summary>
    public int? Burst { get; init; }

    /// <summary>What the event does; not <see cref="EventMode.Recovering"/>.</summary>
    public EventMode? Mode { get; init; }

    /// <summary>The most visitors who are inside at once: 0 to 10,000,000, 0 for no limit; not fewer than are inside.</summary>
    public int? MaximumShoppers { get; init; }

    /// <summary>From when visitors may join. A time of the schedule may be up to a minute ago, to say "now".</summary>
    public DateTimeOffset? GatherAt { get; init; }

    /// <summary>From when visitors may enter.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>From when nobody may join.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>When those who gathered are drawn. Once the draw is announced it may only move later, and not any more once it is frozen.</summary>
    public DateTimeOffset? DrawAt { get; init; }

    /// <summary>What decides who stands where. Fixed once a draw is announced.</summary>
    public QueueOrder? Order { get; init; }

    /// <summary>What everybody who waits is told.</summary>
    public EventMessage? Message { get; init; }

    /// <summary>The settings that are as configured again.</summary>
    public IReadOnlyCollection<EventSetting> Reset { get; init; } = [];

    /// <summary>Who changes it, for the audit: at most 128 characters, not only spaces. Default empty: the audit does not say who.</summary>
    public string ChangedBy { get; init; } = "";
}
