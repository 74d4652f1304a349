namespace TrafficTacos.Queueing;

/// <summary>The outcome of an enter.</summary>
public enum EnterOutcome
{
    /// <summary>The token is malformed or was not signed by this waiting room. The store was not asked.</summary>
    Unknown,

    /// <summary>Admitted: the result holds the pass.</summary>
    Granted,

    /// <summary>Not ready yet. Nothing changed; the place is kept.</summary>
    NotReady,

    /// <summary>The place is gone: left, not remembered any more, passed over three times, or the pass is spent.</summary>
    Expired,

    /// <summary>The token belongs to another user.</summary>
    AccessDenied,

    /// <summary>This visitor has a session, this user has a live pass or a session from another place, or had as many as <see cref="EventOptions.AdmissionsPerUser"/> allows. The
    /// place is kept.</summary>
    AlreadyAdmitted,
}
