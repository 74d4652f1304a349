namespace TrafficTacos.Queueing;

/// <summary>One event in numbers.</summary>
public sealed class EventOverview
{
    private IReadOnlyList<EventAlert> _alerts = [];

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

    /// <summary>Where it is in its schedule.</summary>
    public EventPhase Phase { get; init; }

    /// <summary>How many are inside, with an unspent pass or a session, and seats that are still held.</summary>
    public long Shoppers { get; init; }

    /// <summary>The most who are inside at once, as in force; 0 for no limit.</summary>
    public int MaximumShoppers { get; init; }

    /// <summary>From when visitors may enter; null for at once.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>When those who gathered are drawn; null if they are not.</summary>
    public DateTimeOffset? DrawAt { get; init; }

    /// <summary>How far the draw is; null if none was announced.</summary>
    public DrawPhase? Draw { get; init; }

    /// <summary>The event is drawn, and the draw is not done: nobody has a number yet.</summary>
    public bool IsUndrawn { get; init; }

    /// <summary>Admissions of the last minute, as last counted.</summary>
    public long AdmissionsLastMinute { get; init; }

    /// <summary>Admissions of the last 5 minutes, as last counted.</summary>
    public long AdmissionsLast5Minutes { get; init; }

    /// <summary>Admissions of the last 15 minutes, as last counted.</summary>
    public long AdmissionsLast15Minutes { get; init; }

    /// <summary>How many left the queue in the last minute without having been let in: they gave up, fell silent or were not there in their turn.</summary>
    public long DeparturesLastMinute { get; init; }

    /// <summary>How long ago a gateway maintained the event last, by the store's own clock; null if none did. While somebody waits it is about a second.</summary>
    public TimeSpan? MaintainedAgo { get; init; }

    /// <summary>How long half of those waited who were let in; null if nobody was.</summary>
    public TimeSpan? WaitP50 { get; init; }

    /// <summary>How long 95 of 100 of them waited at most.</summary>
    public TimeSpan? WaitP95 { get; init; }

    /// <summary>When everybody is in who waits now.</summary>
    public EventForecast AllIn { get; init; } = EventForecast.Empty;

    /// <summary>The median of |told − actual| / actual of the last waits, at most 200, of visitors whom this process told how long it takes and saw
    /// let in; null below 10 of them.</summary>
    public double? EstimateError { get; init; }

    /// <summary>What somebody should look at, the critical ones first.</summary>
    public IReadOnlyList<EventAlert> Alerts { get => _alerts; init => _alerts = value; }

    /// <summary>How many visitors of the whole sale were counted of each kind; the kinds are those of the journal.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>What its own numbers say.</summary>
    internal EventOverview With(IReadOnlyList<EventAlert> alerts)
    {
        _alerts = alerts;
        return this;
    }
}
