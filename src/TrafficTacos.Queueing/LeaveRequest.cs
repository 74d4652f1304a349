namespace TrafficTacos.Queueing;

/// <summary>A visitor's request to leave the queue.</summary>
public sealed class LeaveRequest
{
    /// <summary>The token from <see cref="IWaitingRoom.JoinAsync"/>.</summary>
    public required string WaitingToken { get; init; }

    /// <summary>How to leave. Default <see cref="LeaveMode.Immediate"/>.</summary>
    public LeaveMode Mode { get; init; }
}
