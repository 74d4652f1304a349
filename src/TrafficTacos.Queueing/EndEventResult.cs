namespace TrafficTacos.Queueing;

/// <summary>Whom the end of an event ended.</summary>
public sealed class EndEventResult
{
    /// <summary>Whether there was anything to end: false if nobody came, or nobody came since it ended before.</summary>
    public required bool Ended { get; init; }

    /// <summary>How many waited.</summary>
    public long Waiting { get; init; }

    /// <summary>How many had a place that was remembered.</summary>
    public long Remembered { get; init; }

    /// <summary>How many had a pass that was not spent.</summary>
    public long Admitted { get; init; }

    /// <summary>How many were inside, with a session.</summary>
    public long Inside { get; init; }
}
