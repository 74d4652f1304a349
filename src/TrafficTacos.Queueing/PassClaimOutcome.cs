namespace TrafficTacos.Queueing;

/// <summary>The outcome of a claim.</summary>
public enum PassClaimOutcome
{
    /// <summary>The token is malformed or was not signed by this waiting room. The store was not asked.</summary>
    Unknown,

    /// <summary>The pass serves this request, and no other until it is released or its <see cref="EventOptions.ClaimLease"/> ends.</summary>
    Claimed,

    /// <summary>The pass is for another event.</summary>
    WrongEvent,

    /// <summary>The pass is bound to another user.</summary>
    AccessDenied,

    /// <summary>The pass has ended.</summary>
    Expired,

    /// <summary>Another request holds the pass at this moment.</summary>
    InUse,

    /// <summary>The pass is spent.</summary>
    Spent,
}
