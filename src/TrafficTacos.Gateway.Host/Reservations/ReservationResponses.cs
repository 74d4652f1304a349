using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Backends;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>Converts replies of the reservation service to responses.</summary>
internal static class ReservationResponses
{
    /// <summary>If the reply names no seats, the requested ones are reserved.</summary>
    public static ReservationCreated Created(CreateReservationRequest request, CreateReservationResponse reply)
    {
        var named = reply.ReservedSeats.Count > 0;
        return new ReservationCreated(
            reply.ReservationId,
            ProtobufValues.Time(reply.HoldExpiresAt)!.Value,
            ProtobufValues.Name(reply.Status),
            request.EventId,
            named ? [.. reply.ReservedSeats.Select(seat => seat.Id)] : request.SeatIds,
            named ? reply.ReservedSeats.Count : request.Quantity,
            [.. reply.ReservedSeats.Select(Seat)],
            Money(reply.TotalAmount)!);
    }

    public static ReservationView View(Reservation reservation) => new(
        reservation.ReservationId,
        reservation.EventId,
        ProtobufValues.Name(reservation.Status),
        [.. reservation.Seats.Select(seat => seat.Id)],
        reservation.Quantity,
        [.. reservation.Seats.Select(Seat)],
        Money(reservation.TotalAmount),
        ProtobufValues.Time(reservation.HoldExpiresAt),
        ProtobufValues.Time(reservation.CreatedAt),
        ProtobufValues.Time(reservation.UpdatedAt),
        ProtobufValues.Text(reservation.PaymentIntentId),
        ProtobufValues.Text(reservation.OrderId));

    private static SeatView Seat(Seat seat) => new(
        seat.Id,
        ProtobufValues.Text(seat.Section),
        ProtobufValues.Text(seat.Row),
        ProtobufValues.Text(seat.Number),
        Money(seat.Price),
        ProtobufValues.Name(seat.Status));

    private static MoneyView? Money(Money? money) => money is null ? null : new MoneyView(money.Amount, money.Currency);
}
