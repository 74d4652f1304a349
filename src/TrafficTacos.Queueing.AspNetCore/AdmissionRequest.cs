namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>What <c>AdmitAsync(…)</c> asks a pass for.</summary>
public sealed class AdmissionRequest
{
    /// <summary>The event whose passes count.</summary>
    public required string EventId { get; init; }

    /// <summary>The reservation token, for example of the request's body; null or empty takes the header.</summary>
    public string? ReservationToken { get; init; }
}
