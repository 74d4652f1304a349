namespace TrafficTacos.Queueing;

/// <summary>The result of a leave.</summary>
public sealed class LeaveResult
{
    /// <summary>The outcome.</summary>
    public required LeaveOutcome Outcome { get; init; }
}
