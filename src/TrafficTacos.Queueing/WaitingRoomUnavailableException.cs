namespace TrafficTacos.Queueing;

/// <summary>The store did not answer in time. The operation did not happen or is safe to repeat. When the store is back,
/// everything continues without a restart.</summary>
public sealed class WaitingRoomUnavailableException : Exception
{
    /// <summary>An exception with the default message.</summary>
    public WaitingRoomUnavailableException()
        : this("The waiting room's store is unavailable.")
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public WaitingRoomUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and the cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The exception of the store's client.</param>
    public WaitingRoomUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
