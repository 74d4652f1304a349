using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;
using Client = TrafficTacos.Contracts.Reservations.ReservationService.ReservationServiceClient;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The reservation service. What concerns one reservation takes the caller's own only.</summary>
internal sealed class ReservationBackend(Client client, [FromKeyedServices(ReservationBackend.Name)] BackendClient backend)
{
    public const string Name = "reservation";

    public async Task<(CreateReservationResponse? Reply, ApiError? Error)> CreateAsync(CreateReservationRequest request, BackendCaller caller)
    {
        request.UserId = caller.UserId;
        request.IdempotencyKey = caller.IdempotencyKey ?? "";
        var (reply, error) = await backend.WriteAsync(
            nameof(client.CreateReservation), caller, options => client.CreateReservationAsync(request, options), reply => reply.Error);
        return reply is null ? (null, error)
            : reply.ReservationId.Length > 0 && ProtobufValues.Time(reply.HoldExpiresAt) is not null && reply.TotalAmount is not null ? (reply, null)
            : (null, backend.Incomplete(nameof(client.CreateReservation)));
    }

    /// <summary>The reservation, when it is the caller's. The services that exist may answer anybody: so the gateway looks for
    /// itself, and a reply that names no user is nobody's.</summary>
    public async Task<(Reservation? Reservation, ApiError? Error)> GetAsync(string id, BackendCaller caller)
    {
        var request = new GetReservationRequest { ReservationId = id, UserId = caller.UserId };
        var (reply, error) = await backend.ReadAsync(
            nameof(client.GetReservation), caller, options => client.GetReservationAsync(request, options), reply => reply.Error);
        if (reply is null)
            return (null, error);
        if (reply.Reservation is not { ReservationId.Length: > 0 } reservation)
            return (null, backend.Incomplete(nameof(client.GetReservation)));
        return string.Equals(reservation.UserId, caller.UserId, StringComparison.Ordinal) ? (reservation, null) : (null, ApiErrors.AccessDenied);
    }

    public async Task<(ConfirmReservationResponse? Reply, ApiError? Error)> ConfirmAsync(Reservation reservation, string? paymentIntentId, BackendCaller caller)
    {
        var request = new ConfirmReservationRequest
        {
            ReservationId = reservation.ReservationId,
            PaymentIntentId = paymentIntentId ?? reservation.PaymentIntentId,
            UserId = caller.UserId,
            IdempotencyKey = caller.IdempotencyKey ?? "",
        };
        var (reply, error) = await backend.WriteAsync(
            nameof(client.ConfirmReservation), caller, options => client.ConfirmReservationAsync(request, options), reply => reply.Error);
        if (reply is null)
            return (null, error == GatewayErrors.PaymentNotApproved && request.PaymentIntentId.Length == 0 ? GatewayErrors.PaymentRequired : error);
        return reply.OrderId.Length > 0 ? (reply, null) : (null, backend.Incomplete(nameof(client.ConfirmReservation)));
    }

    public Task<(CancelReservationResponse? Reply, ApiError? Error)> CancelAsync(Reservation reservation, BackendCaller caller)
    {
        var request = new CancelReservationRequest
        {
            ReservationId = reservation.ReservationId,
            UserId = caller.UserId,
            IdempotencyKey = caller.IdempotencyKey ?? "",
        };
        return backend.WriteAsync(
            nameof(client.CancelReservation), caller, options => client.CancelReservationAsync(request, options), reply => reply.Error);
    }
}
