using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>
/// How a web request is treated. A policy names an event; the numbers of the event (rate, burst, times) belong to
/// <see cref="WaitingRoomOptions"/>, and several policies may name one event.
/// </summary>
public sealed class WaitingRoomPolicyOptions
{
    /// <summary>The event, if it is always the same. Set this or <see cref="EventIdSelector"/>.</summary>
    public string? EventId { get; set; }

    /// <summary>Reads the event from the request, for example from a route value. Null, or a text that is no event id, refuses the
    /// request with 403 <c>ADMISSION_REQUIRED</c>.</summary>
    public Func<HttpContext, ValueTask<string?>>? EventIdSelector { get; set; }

    /// <summary>What happens while the store does not answer. Default <see cref="StoreUnavailableBehavior.Closed"/>.</summary>
    public StoreUnavailableBehavior WhenStoreUnavailable { get; set; }

    /// <summary>Decides from the response whether a pass is spent or released. Null, the default for every request for which it
    /// returns null, takes the built-in rule: success spends the pass, failure releases it.</summary>
    public Func<HttpContext, AdmissionOutcome?>? OutcomeSelector { get; set; }
}
