using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>
/// How a web request is treated. A policy names an event; the numbers of the event (rate, burst, times) belong to
/// <see cref="WaitingRoomOptions"/>, and several policies may name one event.
/// </summary>
public sealed class WaitingRoomPolicyOptions
{
    /// <summary>The event, if it is always the same. Set this or <see cref="EventIdSelector"/>. What it is at the start is a known event, as if
    /// it were in <see cref="WaitingRoomOptions.KnownEvents"/>.</summary>
    public string? EventId { get; set; }

    /// <summary>Reads the event from the request, for example from a route value. Null, or a text that is no event id, refuses the
    /// request with 403 <c>ADMISSION_REQUIRED</c>.</summary>
    public Func<HttpContext, ValueTask<string?>>? EventIdSelector { get; set; }

    /// <summary>What happens while the store does not answer. Default <see cref="StoreUnavailableBehavior.Page"/>.</summary>
    public StoreUnavailableBehavior WhenStoreUnavailable { get; set; }

    /// <summary>Decides from the response whether a pass is spent or released. Null, the default for every request for which it
    /// returns null, takes the built-in rule: success spends the pass, failure releases it.</summary>
    public Func<HttpContext, AdmissionOutcome?>? OutcomeSelector { get; set; }

    /// <summary>The status of a waiting page: 200, 202, 429 or 503. Default 429. Some caches in front keep a 503 for seconds, one visitor's
    /// page for everybody.</summary>
    public int WaitingStatusCode { get; set; } = StatusCodes.Status429TooManyRequests;

    /// <summary>Where a visitor goes whose form met the page, if neither the form's page nor an address for GET is known. Default
    /// <c>/</c>.</summary>
    public string ReturnPath { get; set; } = "/";

    /// <summary>How the waiting page looks.</summary>
    public WaitingPageOptions Page { get; } = new();

    /// <summary>Which requests pass without waiting.</summary>
    public WaitingRoomExclusions Exclude { get; } = new();

    /// <summary>Whether a request is answered with a page (true) or with JSON (false). Null, the default for every request for which it
    /// returns null, takes the built-in rule, which reads <c>Sec-Fetch-Mode</c> and <c>Accept</c>.</summary>
    public Func<HttpContext, bool?>? IsPageRequest { get; set; }

    /// <summary>Runs before a visitor takes a place, and may refuse it. Null, the default, does nothing.</summary>
    public Func<WaitingRoomJoiningContext, ValueTask>? OnJoining { get; set; }

    /// <summary>Runs when a visitor is let in who was outside. Null, the default, does nothing.</summary>
    public Func<HttpContext, ValueTask>? OnAdmitted { get; set; }

    /// <summary>Runs when a request meets the waiting page or its JSON, before that is written. Null, the default, does nothing.</summary>
    public Func<HttpContext, ValueTask>? OnRejected { get; set; }

    /// <summary>Whether connections that last, such as WebSockets, stay open when the session ends. Default false: they are aborted, or
    /// <see cref="EventOptions.MaximumShoppers"/> would not hold.</summary>
    public bool KeepOpen { get; set; }
}
