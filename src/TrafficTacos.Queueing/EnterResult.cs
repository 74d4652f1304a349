namespace TrafficTacos.Queueing;

/// <summary>The result of an enter.</summary>
public sealed class EnterResult
{
    /// <summary>The outcome.</summary>
    public required EnterOutcome Outcome { get; init; }

    /// <summary>The pass, as a token; null unless granted.</summary>
    public string? ReservationToken { get; init; }

    /// <summary>How long the pass is live from now; zero unless granted.</summary>
    public TimeSpan TimeToLive { get; init; }

    /// <summary>The position, if not ready.</summary>
    public long Position { get; init; }

    /// <summary>When to try again, if not ready.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>What the event does at the moment, if the visitor is not ready.</summary>
    public EventMode Mode { get; init; }

    /// <summary>Where it is in its schedule, if the visitor is not ready.</summary>
    public EventPhase Phase { get; init; }
}
