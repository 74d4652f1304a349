namespace TrafficTacos.Queueing;

/// <summary>A visitor's question where they stand.</summary>
public sealed class StatusRequest
{
    /// <summary>The token from <see cref="IWaitingRoom.JoinAsync"/>.</summary>
    public required string WaitingToken { get; init; }
}
