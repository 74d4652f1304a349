using Grpc.Core;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Contracts.Reservations;

namespace TrafficTacos.Samples.Reservations;

/// <summary>The RPCs. An invalid request is a gRPC status; a refusal is an <c>error</c> in the reply.</summary>
internal sealed class ReservationGrpcService(ReservationStore reservations, PaymentService.PaymentServiceClient payments) : ReservationService.ReservationServiceBase
{
    public override Task<CreateReservationResponse> CreateReservation(CreateReservationRequest request, ServerCallContext context)
    {
        if (request.EventId.Length == 0 || request.UserId.Length == 0 || (request.SeatIds.Count == 0 && request.Quantity <= 0)
            || request.SeatIds.Distinct(StringComparer.Ordinal).Count() != request.SeatIds.Count)
            throw new RpcException(new Status(StatusCode.InvalidArgument, "event_id, user_id and either distinct seat_ids or a quantity are required"));
        var (reservation, refusal) = reservations.Create(request);
        if (reservation is null)
            return Task.FromResult(new CreateReservationResponse { Error = Refuse(refusal) });
        var reply = new CreateReservationResponse
        {
            ReservationId = reservation.ReservationId,
            Status = reservation.Status,
            HoldExpiresAt = reservation.HoldExpiresAt,
            TotalAmount = reservation.TotalAmount,
        };
        reply.ReservedSeats.Add(reservation.Seats);
        return Task.FromResult(reply);
    }

    public override Task<GetReservationResponse> GetReservation(GetReservationRequest request, ServerCallContext context)
    {
        var (reservation, refusal) = reservations.Get(request.ReservationId, request.UserId);
        return Task.FromResult(reservation is null
            ? new GetReservationResponse { Error = Refuse(refusal) }
            : new GetReservationResponse { Reservation = reservation });
    }

    public override async Task<ConfirmReservationResponse> ConfirmReservation(ConfirmReservationRequest request, ServerCallContext context)
    {
        // No lock is held during the call to the payment service. The store checks again whether the seats are still held.
        var (reservation, refusal) = reservations.Get(request.ReservationId, request.UserId);
        if (reservation is { Status: ReservationStatus.Hold })
            refusal = await CheckPaymentAsync(reservation, request, context);
        if (refusal == ErrorCode.Unspecified)
            (reservation, refusal) = reservations.Confirm(request.ReservationId, request.UserId, request.PaymentIntentId);
        if (refusal != ErrorCode.Unspecified)
            return new ConfirmReservationResponse { Error = Refuse(refusal) };
        var reply = new ConfirmReservationResponse
        {
            OrderId = reservation!.OrderId,
            Status = reservation.Status,
            ConfirmedAt = reservation.UpdatedAt,
        };
        reply.ConfirmedSeats.Add(reservation.Seats);
        return reply;
    }

    public override Task<CancelReservationResponse> CancelReservation(CancelReservationRequest request, ServerCallContext context)
    {
        var (reservation, refusal) = reservations.Cancel(request.ReservationId, request.UserId);
        if (reservation is null)
            return Task.FromResult(new CancelReservationResponse { Error = Refuse(refusal) });
        var reply = new CancelReservationResponse { Status = reservation.Status, CancelledAt = reservation.UpdatedAt };
        reply.ReleasedSeats.Add(reservation.Seats);
        return Task.FromResult(reply);
    }

    /// <summary>A reservation is paid if the payment service has a completed payment of the same user, reservation and amount. A payment
    /// that differs in its amount alone is an invalid argument.</summary>
    private async Task<ErrorCode> CheckPaymentAsync(Reservation reservation, ConfirmReservationRequest request, ServerCallContext context)
    {
        if (request.PaymentIntentId.Length == 0)
            return ErrorCode.PaymentNotApproved;
        try
        {
            var reply = await payments.GetPaymentStatusAsync(
                new GetPaymentStatusRequest { PaymentIntentId = request.PaymentIntentId, UserId = request.UserId },
                new CallOptions(deadline: context.Deadline, cancellationToken: context.CancellationToken));
            return reply.Payment is { Status: PaymentStatus.Completed } payment
                && string.Equals(payment.UserId, reservation.UserId, StringComparison.Ordinal)
                && string.Equals(payment.ReservationId, reservation.ReservationId, StringComparison.Ordinal)
                    ? reservation.TotalAmount.Equals(payment.Amount) ? ErrorCode.Unspecified : ErrorCode.InvalidArgument
                    : ErrorCode.PaymentNotApproved;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode == StatusCode.DeadlineExceeded ? ErrorCode.UpstreamTimeout : ErrorCode.UpstreamError;
        }
    }

    /// <summary>The one argument that is refused with a code is the amount of a payment.</summary>
    private static Error Refuse(ErrorCode code)
    {
        var error = new Error { Code = code, Message = $"the reservation service refuses: {code}" };
        if (code == ErrorCode.InvalidArgument)
            error.Details.Add(new ErrorDetail { Field = "amount", Reason = "it is not the total of the reservation" });
        return error;
    }
}
