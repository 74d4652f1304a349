namespace TrafficTacos.Queueing;

/// <summary>The outcome of a join.</summary>
public enum JoinOutcome
{
    /// <summary>A new place at the end of the queue.</summary>
    Joined,

    /// <summary>The same request again: its place, unchanged.</summary>
    AlreadyWaiting,

    /// <summary>This user has a place already and asked with another request: the place they have.</summary>
    Duplicate,

    /// <summary>The idempotency key came with another request before. There is no place, and nothing changed.</summary>
    KeyConflict,

    /// <summary>Nobody may take a new place: the event has not begun to gather, or an operator lets nobody join. A visitor who has a place
    /// finds it.</summary>
    NotOpen,

    /// <summary>The event is closed.</summary>
    Closed,

    /// <summary>There is no such event (<see cref="WaitingRoomOptions.KnownEventsOnly"/>). The store was not asked.</summary>
    EventNotFound,

    /// <summary>In a drawn event a place belongs to a user (<see cref="EventOptions.DrawIdentity"/>), and the request has none. Nothing was
    /// stored.</summary>
    UserRequired,
}
