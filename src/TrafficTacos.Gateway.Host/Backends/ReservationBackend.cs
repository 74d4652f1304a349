using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;
using Client = TrafficTacos.Contracts.Reservations.ReservationService.ReservationServiceClient;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The reservation service. Calls about a reservation require that it belongs to the user.</summary>
internal sealed class ReservationBackend(Client client, [FromKeyedServices(ReservationBackend.Name)] BackendClient backend)
{
    public const string Name = "reservation";

    public async Task<(CreateReservationResponse? Reply, ApiError? Error)> CreateAsync(CreateReservationRequest request, BackendCallContext context)
    {
        request.UserId = context.UserId;
        request.IdempotencyKey = context.IdempotencyKey ?? "";
        var (reply, error) = await backend.WriteAsync(
            nameof(client.CreateReservation), context, options => client.CreateReservationAsync(request, options), reply => reply.Error);
        return reply is null ? (null, error)
            : reply.ReservationId.Length > 0 && ProtobufValues.Time(reply.HoldExpiresAt) is not null && reply.TotalAmount is not null && ReplyCheck.IsValid(reply)
            ? (reply, null)
            : (null, backend.InvalidReply(nameof(client.CreateReservation), context));
    }

    /// <summary>Returns the reservation if it belongs to the user. The gateway checks this itself, because an existing service may not. A
    /// reservation without a user belongs to nobody.</summary>
    public async Task<(Reservation? Reservation, ApiError? Error)> GetAsync(string id, BackendCallContext context)
    {
        var request = new GetReservationRequest { ReservationId = id, UserId = context.UserId };
        var (reply, error) = await backend.ReadAsync(
            nameof(client.GetReservation), context, options => client.GetReservationAsync(request, options), reply => reply.Error);
        if (reply is null)
            return (null, error);
        if (reply.Reservation is not { ReservationId.Length: > 0 } reservation || !string.Equals(reservation.ReservationId, id, StringComparison.Ordinal) || !ReplyCheck.IsValid(reservation))
            return (null, backend.InvalidReply(nameof(client.GetReservation), context));
        return string.Equals(reservation.UserId, context.UserId, StringComparison.Ordinal) ? (reservation, null) : (null, ApiErrors.AccessDenied);
    }

    public async Task<(ConfirmReservationResponse? Reply, ApiError? Error)> ConfirmAsync(Reservation reservation, string? paymentIntentId, BackendCallContext context)
    {
        var request = new ConfirmReservationRequest
        {
            ReservationId = reservation.ReservationId,
            PaymentIntentId = paymentIntentId ?? reservation.PaymentIntentId,
            UserId = context.UserId,
            IdempotencyKey = context.IdempotencyKey ?? "",
        };
        var (reply, error) = await backend.WriteAsync(
            nameof(client.ConfirmReservation), context, options => client.ConfirmReservationAsync(request, options), reply => reply.Error);
        if (reply is null)
            return (null, error == GatewayErrors.PaymentNotApproved && request.PaymentIntentId.Length == 0 ? GatewayErrors.PaymentRequired : error);
        return reply.OrderId.Length > 0 && ReplyCheck.IsText(reply.OrderId) ? (reply, null) : (null, backend.InvalidReply(nameof(client.ConfirmReservation), context));
    }

    public Task<(CancelReservationResponse? Reply, ApiError? Error)> CancelAsync(Reservation reservation, BackendCallContext context)
    {
        var request = new CancelReservationRequest
        {
            ReservationId = reservation.ReservationId,
            UserId = context.UserId,
            IdempotencyKey = context.IdempotencyKey ?? "",
        };
        return backend.WriteAsync(
            nameof(client.CancelReservation), context, options => client.CancelReservationAsync(request, options), reply => reply.Error);
    }
}
