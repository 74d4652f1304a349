namespace TrafficTacos.Queueing;

/// <summary>What became of a request with a session.</summary>
public enum SessionOutcome
{
    /// <summary>The token is malformed or was not signed by this waiting room. The store was not asked.</summary>
    Unknown,

    /// <summary>The session lives.</summary>
    Live,

    /// <summary>The session is for another event.</summary>
    WrongEvent,

    /// <summary>The session lives and is bound to another user.</summary>
    AccessDenied,

    /// <summary>The session is over: released, unused for too long, or as long as it may be.</summary>
    Ended,

    /// <summary>The session lives and cannot be extended any more.</summary>
    AtMaximum,
}
