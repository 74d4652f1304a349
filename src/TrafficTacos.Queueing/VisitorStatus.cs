namespace TrafficTacos.Queueing;

/// <summary>Where a visitor stands.</summary>
public sealed class VisitorStatus
{
    /// <summary>The state.</summary>
    public required VisitorState State { get; init; }

    /// <summary>1 + the number of visitors ahead at this instant; 0 unless waiting or ready, and
    /// before the draw.</summary>
    public long Position { get; init; }

    /// <summary>The number that the visitor drew, from 1; null before the draw, and for who was not drawn.</summary>
    public long? DrawNumber { get; init; }

    /// <summary>The estimated time until ready, median (p50). Zero only when ready.</summary>
    public TimeSpan EstimatedWait { get; init; }

    /// <summary>The estimated time until ready, 90th percentile.</summary>
    public TimeSpan EstimatedWaitP90 { get; init; }

    /// <summary>How reliable the estimate is, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>When ready: how long the turn lasts at least from now. Null otherwise.</summary>
    public TimeSpan? EnterWithin { get; init; }

    /// <summary>The time since the join.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>The number of visitors in the queue.</summary>
    public long QueueLength { get; init; }

    /// <summary>What the event does at the moment.</summary>
    public EventMode Mode { get; init; }

    /// <summary>Nobody may enter at the moment because every seat is taken: see <see cref="EventOptions.MaximumShoppers"/>.</summary>
    public bool ShoppersFull { get; init; }

    /// <summary>Where the event is in its schedule.</summary>
    public EventPhase Phase { get; init; }

    /// <summary>What else is known of the event; null for a token that is not ours.</summary>
    public EventStatus? Event { get; init; }

    /// <summary>The same place with a newer time, to be kept instead of the token in the request; null if that is less than a minute
    /// old. The old one stays good. But after a loss of the store, who was seen lately comes back first.</summary>
    public string? WaitingToken { get; init; }

    /// <summary>The pass, if the visitor is admitted and has not spent it; null otherwise. The answer of enter may have been lost.</summary>
    public string? ReservationToken { get; init; }

    /// <summary>The session, if the visitor is inside with one; null otherwise.</summary>
    public string? SessionToken { get; init; }

    /// <summary>How long the pass or the session still lives.</summary>
    public TimeSpan TimeToLive { get; init; }

    /// <summary>A short name of the place that the visitor can say to an operator, for example <c>7K3M-Q2ZD</c>; null for an unknown
    /// token.</summary>
    public string? SupportCode { get; init; }

    /// <summary>Where the place stands on the board of its event (<see cref="EventBoards"/>). It changes after a draw and when a visitor comes back
    /// behind others. Null unless waiting, and before the draw.</summary>
    public long? BoardKey { get; init; }

    /// <summary>When to ask again.</summary>
    public TimeSpan PollAfter { get; init; }

    internal static VisitorStatus Unknown { get; } = new() { State = VisitorState.Unknown };
}
