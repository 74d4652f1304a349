namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>What a gate does while the waiting room's store does not answer.</summary>
public enum StoreUnavailableBehavior
{
    /// <summary>Requests are refused with 503 <c>QUEUE_UNAVAILABLE</c>.</summary>
    Closed,

    /// <summary>Requests pass without admission, and a warning is logged.</summary>
    Open,
}
