namespace TrafficTacos.Queueing;

/// <summary>The outcome of opening a session.</summary>
public enum SessionOpenOutcome
{
    /// <summary>The token is malformed or was not signed by this waiting room. The store was not asked.</summary>
    Unknown,

    /// <summary>The session is open.</summary>
    Opened,

    /// <summary>The pass is for another event.</summary>
    WrongEvent,

    /// <summary>The pass is bound to another user.</summary>
    AccessDenied,

    /// <summary>The pass has ended.</summary>
    Expired,

    /// <summary>A request holds the pass at this moment.</summary>
    InUse,

    /// <summary>The pass is spent, or its session is over.</summary>
    Spent,
}
