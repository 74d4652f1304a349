namespace TrafficTacos.Queueing;

/// <summary>Where a visitor is on their way.</summary>
public enum VisitorState
{
    /// <summary>The token is malformed or was not signed by this waiting room. The store was not asked.</summary>
    Unknown,

    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>In the queue, and <see cref="IWaitingRoom.EnterAsync"/> will grant admission. It stays so until the visitor enters,
    /// leaves, falls silent or lets the turn pass, or an operator pauses the event or lowers its burst.</summary>
    Ready,

    /// <summary>Entered, and the pass or the session is live.</summary>
    Admitted,

    /// <summary>The token is genuine, but its place is gone: left, not remembered any more, passed over three times, or the pass is spent or the session over.</summary>
    Expired,
}
