namespace TrafficTacos.Queueing;

/// <summary>A sale in numbers. They come from counters that every operation keeps, and not from the journal, which may be cut.</summary>
public sealed class SaleReport
{
    /// <summary>The event as it is now, with the counts of the whole sale.</summary>
    public required EventOverview Event { get; init; }

    /// <summary>How many visitors came.</summary>
    public long Came { get; init; }

    /// <summary>How many were let in by the rule and did not lose the pass unspent.</summary>
    public long Admitted { get; init; }

    /// <summary>How many were let in while the mode was <see cref="EventMode.Passthrough"/>.</summary>
    public long PassedThrough { get; init; }

    /// <summary>How many gave up their place.</summary>
    public long Left { get; init; }

    /// <summary>How many fell silent and were forgotten.</summary>
    public long Expired { get; init; }

    /// <summary>How many were not there when it was their turn and were forgotten.</summary>
    public long NoShow { get; init; }

    /// <summary>How many operators removed and did not give back.</summary>
    public long Removed { get; init; }

    /// <summary>How long half of those waited who were let in; null if nobody was. This and the next ones are right to an eighth.</summary>
    public TimeSpan? WaitP50 { get; init; }

    /// <summary>How long 90 of 100 of them waited at most.</summary>
    public TimeSpan? WaitP90 { get; init; }

    /// <summary>How long 95 of 100 of them waited at most.</summary>
    public TimeSpan? WaitP95 { get; init; }

    /// <summary>How long all of them waited at most.</summary>
    public TimeSpan? WaitMaximum { get; init; }

    /// <summary>The longest queue that a record of the history has; one is written every ten seconds.</summary>
    public long PeakLength { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? PeakAt { get; init; }

    /// <summary>Admissions a second in those ten seconds in which visitors waited throughout; null if there were none.</summary>
    public double? RateUsed { get; init; }

    /// <summary>The rate in force in the same time.</summary>
    public double? RateConfigured { get; init; }

    /// <summary>The history, oldest first; about 28 hours of it are kept.</summary>
    public required IReadOnlyList<SaleMoment> History { get; init; }

    /// <summary>What operators did, oldest first.</summary>
    public required IReadOnlyList<AuditEntry> Audit { get; init; }

    /// <summary>The journal was cut: single visitors of the beginning cannot be looked up any more. The numbers here are whole.</summary>
    public bool IsJournalCut { get; init; }
}

/// <summary>An event at one instant.</summary>
public sealed class SaleMoment
{
    /// <summary>When, by the store's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many visitors waited.</summary>
    public long Length { get; init; }

    /// <summary>How many had been let in until then.</summary>
    public long Admitted { get; init; }

    /// <summary>How many had departed until then without having been let in.</summary>
    public long Departed { get; init; }

    /// <summary>How many were inside, with an unspent pass or a session.</summary>
    public long Shoppers { get; init; }

    /// <summary>The rate in force.</summary>
    public double AdmissionsPerSecond { get; init; }

    /// <summary>What the event did.</summary>
    public EventMode Mode { get; init; }
}
