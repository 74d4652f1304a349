namespace TrafficTacos.Queueing;

/// <summary>One event in numbers.</summary>
public sealed class EventOverview
{
    /// <summary>The event.</summary>
    public required string EventId { get; init; }

    /// <summary>When this was, by the store's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the first visitor joined; null if nobody did.</summary>
    public DateTimeOffset? FirstJoinAt { get; init; }

    /// <summary>How many visitors wait.</summary>
    public long Length { get; init; }

    /// <summary>How many are remembered: asleep, passed over, or left softly.</summary>
    public long Remembered { get; init; }

    /// <summary>How many have an unspent pass.</summary>
    public long Admitted { get; init; }

    /// <summary>How many admissions the bucket holds; negative while it is overdrawn.</summary>
    public double Level { get; init; }

    /// <summary>Admissions a second, as in force.</summary>
    public double AdmissionsPerSecond { get; init; }

    /// <summary>The most admissions that can be saved up, as in force.</summary>
    public int Burst { get; init; }

    /// <summary>What the event does.</summary>
    public EventMode Mode { get; init; }

    /// <summary>Where the event is in its schedule.</summary>
    public EventPhase Phase { get; init; }

    /// <summary>How many are inside, with a pass or a session. A seat that is given back counts for about three seconds longer.</summary>
    public long Shoppers { get; init; }

    /// <summary>How many may be inside at once, as in force; 0 for any number.</summary>
    public int MaximumShoppers { get; init; }

    /// <summary>Admissions of the last minute, as last counted.</summary>
    public long AdmissionsLastMinute { get; init; }

    /// <summary>Admissions of the last 5 minutes, as last counted.</summary>
    public long AdmissionsLast5Minutes { get; init; }

    /// <summary>Admissions of the last 15 minutes, as last counted.</summary>
    public long AdmissionsLast15Minutes { get; init; }

    /// <summary>How long half of those waited who were let in; null if nobody was.</summary>
    public TimeSpan? WaitP50 { get; init; }

    /// <summary>How long 95 of 100 of them waited at most.</summary>
    public TimeSpan? WaitP95 { get; init; }

    /// <summary>How many visitors of the whole sale were counted of each kind; the kinds are those of the journal.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }
}
