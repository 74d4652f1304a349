namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>What a gate does while the waiting room's store does not answer.</summary>
public enum StoreUnavailableBehavior
{
    /// <summary>Requests are refused with 503 <c>QUEUE_UNAVAILABLE</c>.</summary>
    Closed,

    /// <summary>Requests pass that carry a genuine reservation token of the event and the user, and a warning is logged. Whether the
    /// pass is expired or spent cannot be checked.</summary>
    Open,
}
