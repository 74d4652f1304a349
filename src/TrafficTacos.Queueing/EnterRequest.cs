namespace TrafficTacos.Queueing;

/// <summary>A visitor's request to be admitted.</summary>
public sealed class EnterRequest
{
    /// <summary>The token from <see cref="IWaitingRoom.JoinAsync"/>.</summary>
    public required string WaitingToken { get; init; }

    /// <summary>The authenticated user who enters, or null. A token of a user admits that user alone. A token without a user
    /// admits anybody and binds the pass to whoever enters with it.</summary>
    public string? UserId { get; init; }
}
