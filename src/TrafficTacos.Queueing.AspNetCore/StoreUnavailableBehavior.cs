namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>What a gate does while the waiting room's store does not answer.</summary>
public enum StoreUnavailableBehavior
{
    /// <summary>Pages show a waiting page that asks again by itself, with 503. Everything else is refused as with
    /// <see cref="Closed"/>.</summary>
    Page,

    /// <summary>Requests are refused with 503 <c>QUEUE_UNAVAILABLE</c>.</summary>
    Closed,

    /// <summary>With <c>RequireWaitingRoom</c> every request passes. With <c>RequireAdmission</c> requests pass that carry a genuine
    /// reservation token of the event and the user; whether the pass is expired or spent cannot be checked. A warning is logged.</summary>
    Open,
}
