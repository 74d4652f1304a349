namespace TrafficTacos.Queueing;

/// <summary>The store did not answer in time. The operation either did not happen or is safe to repeat; when the store is
/// back, everything goes on without a restart.</summary>
public sealed class WaitingRoomUnavailableException : Exception
{
    /// <summary>Without a cause.</summary>
    public WaitingRoomUnavailableException()
        : this("The waiting room's store is away.")
    {
    }

    /// <summary>With a text of its own.</summary>
    /// <param name="message">What happened.</param>
    public WaitingRoomUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With what the store's client said.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The client's own exception.</param>
    public WaitingRoomUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
