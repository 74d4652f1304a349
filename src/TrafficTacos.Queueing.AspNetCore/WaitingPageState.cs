namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>What a waiting page says.</summary>
public enum WaitingPageState
{
    /// <summary>The visitor has a place and waits.</summary>
    Waiting,

    /// <summary>It is the visitor's turn; the page goes in by itself.</summary>
    Ready,

    /// <summary>Nobody may join yet: the page counts down to <see cref="EventStatus.GatherAt"/> or <see cref="EventStatus.OpensAt"/>.</summary>
    Scheduled,

    /// <summary>The visitor has a place; the event opens at <see cref="EventStatus.OpensAt"/>.</summary>
    Gathering,

    /// <summary>The visitor takes part in a draw that is not done yet.</summary>
    Drawing,

    /// <summary>The draw is of users, and nobody is logged in.</summary>
    LogInRequired,

    /// <summary>Nobody is logged in, and the visitor's place or session belongs to a user, or only users are let in. It waits for them.</summary>
    SignedOut,

    /// <summary>An operator has paused admission, or the event is being worked on or restored. Places are kept.</summary>
    Paused,

    /// <summary>The visitor is next, and every shopper's seat is taken.</summary>
    Full,

    /// <summary>Nobody may take a new place.</summary>
    NotAdmitting,

    /// <summary>The visitor's user has been in as often as they may, or is in with another browser.</summary>
    AlreadyServed,

    /// <summary>The event is over.</summary>
    Closed,

    /// <summary>Whether it is the visitor's turn is not known yet: the store does not answer, or the browser has just got its identity. The
    /// page asks again by itself.</summary>
    Checking,
}
