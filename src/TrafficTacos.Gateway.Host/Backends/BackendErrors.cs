using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The errors that differ between the backends.</summary>
internal sealed record BackendErrors(ApiError NotFound, ApiError Conflict)
{
    public static BackendErrors Reservation { get; } = new(GatewayErrors.ReservationNotFound, GatewayErrors.ReservationConflict);

    public static BackendErrors Payment { get; } = new(GatewayErrors.PaymentNotFound, GatewayErrors.PaymentConflict);
}
