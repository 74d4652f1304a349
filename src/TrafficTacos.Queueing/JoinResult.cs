namespace TrafficTacos.Queueing;

/// <summary>The result of a join.</summary>
public sealed class JoinResult
{
    /// <summary>The outcome.</summary>
    public required JoinOutcome Outcome { get; init; }

    /// <summary>The token that the visitor holds from now on: opaque, URL-safe. Null where there is no
    /// place.</summary>
    public string? WaitingToken { get; init; }

    /// <summary>Waiting, ready, or admitted if the visitor has an unspent pass or a session. Unknown where there is no
    /// place.</summary>
    public VisitorState State { get; init; }

    /// <summary>The position, from 1. 0 when admitted, where there is no place, and
    /// before the draw.</summary>
    public long Position { get; init; }

    /// <summary>The estimated time until ready, median (p50), as status would tell it. Zero unless waiting.</summary>
    public TimeSpan EstimatedWait { get; init; }

    /// <summary>The estimated time until ready, 90th percentile.</summary>
    public TimeSpan EstimatedWaitP90 { get; init; }

    /// <summary>How reliable the estimate is, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>The pass, if the visitor is admitted and has not spent it; null otherwise.</summary>
    public string? ReservationToken { get; init; }

    /// <summary>The session, if the visitor is inside with one; null otherwise.</summary>
    public string? SessionToken { get; init; }

    /// <summary>How long the pass or the session still lives.</summary>
    public TimeSpan TimeToLive { get; init; }

    /// <summary>What the event does. Null on <see cref="JoinOutcome.KeyConflict"/> and <see cref="JoinOutcome.EventNotFound"/>.</summary>
    public EventStatus? Event { get; init; }

    /// <summary>Where the place stands on the board of its event (<see cref="EventBoards"/>). It changes after a draw and when a visitor comes back
    /// behind others. Null unless waiting, and before the draw.</summary>
    public long? BoardKey { get; init; }

    /// <summary>When to ask for the status first.</summary>
    public TimeSpan PollAfter { get; init; }
}
