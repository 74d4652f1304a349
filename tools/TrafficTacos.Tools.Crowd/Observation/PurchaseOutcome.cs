namespace TrafficTacos.Tools.Crowd.Observation;

/// <summary>The result of a purchase. Every value except <see cref="Unresolved"/> is a valid result.</summary>
internal enum PurchaseOutcome
{
    Unresolved,
    Ordered,
    SoldOut,

    /// <summary>The payment failed, as its scenario requires, and the seats were released.</summary>
    Declined,

    /// <summary>The hold expired before it was paid.</summary>
    HoldExpired,

    /// <summary>A gateway failed while it had claimed the pass, and it is unknown whether it reserved. The pass is used, and a
    /// reservation would expire.</summary>
    Unknown,
}
