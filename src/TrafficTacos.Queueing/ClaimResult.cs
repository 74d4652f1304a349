namespace TrafficTacos.Queueing;

/// <summary>What a claim came to.</summary>
public enum ClaimOutcome
{
    /// <summary>The token is malformed or not of this waiting room; the store was not asked.</summary>
    Unknown,

    /// <summary>The pass serves this request, and no other until it is given back or its <see cref="WaitingRoomOptions.ClaimLease"/> is over.</summary>
    Claimed,

    /// <summary>The pass is of another event.</summary>
    WrongEvent,

    /// <summary>The pass is bound to another user.</summary>
    AccessDenied,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Another request holds it at this moment.</summary>
    InUse,

    /// <summary>It was spent.</summary>
    Spent,
}

/// <summary>The answer to a claim.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Claim">To spend or give back; null unless claimed.</param>
public sealed record ClaimResult(ClaimOutcome Outcome, PassClaim? Claim = null);
