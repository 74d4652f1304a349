namespace TrafficTacos.Queueing;

/// <summary>The outcome of releasing a session.</summary>
public enum SessionReleaseOutcome
{
    /// <summary>The token or the id is malformed, or was not signed by this waiting room. The store was not asked.</summary>
    Unknown,

    /// <summary>The session is over from now on.</summary>
    Released,

    /// <summary>The session was over already.</summary>
    AlreadyEnded,

    /// <summary>The session is for another event.</summary>
    WrongEvent,

    /// <summary>The session is bound to another user.</summary>
    AccessDenied,
}
