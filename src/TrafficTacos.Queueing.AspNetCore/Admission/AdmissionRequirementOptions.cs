using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>How strict <c>RequireAdmission</c> is.</summary>
public sealed class AdmissionRequirementOptions
{
    /// <summary>Reads the event from the request (a route value, a header). Null, or what is no event id, is 403.</summary>
    public Func<HttpContext, string?>? EventId { get; set; }

    /// <summary>Who the authenticated user of a request is. Default as in <see cref="WaitingRoomEndpointOptions.UserId"/>.</summary>
    public Func<HttpContext, string?> UserId { get; set; } = WaitingRoomEndpointOptions.Subject;

    /// <summary>Lets requests through while the store is away. Default false: they are 503 <c>QUEUE_UNAVAILABLE</c>.</summary>
    public bool FailOpen { get; set; }
}
