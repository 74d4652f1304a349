using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Backends;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>From what the reservation service says to what the client reads.</summary>
internal static class ReservationAnswers
{
    /// <summary>A service that does not name the seats has reserved those that were asked for.</summary>
    public static ReservationCreated Created(CreateReservationRequest request, CreateReservationResponse reply)
    {
        var named = reply.ReservedSeats.Count > 0;
        return new ReservationCreated(
            reply.ReservationId,
            BackendReply.Time(reply.HoldExpiresAt)!.Value,
            BackendReply.Name(reply.Status),
            request.EventId,
            named ? [.. reply.ReservedSeats.Select(seat => seat.Id)] : request.SeatIds,
            named ? reply.ReservedSeats.Count : request.Quantity,
            [.. reply.ReservedSeats.Select(Seat)],
            Money(reply.TotalAmount)!);
    }

    public static ReservationView View(Reservation reservation) => new(
        reservation.ReservationId,
        reservation.EventId,
        BackendReply.Name(reservation.Status),
        [.. reservation.Seats.Select(seat => seat.Id)],
        reservation.Quantity,
        [.. reservation.Seats.Select(Seat)],
        Money(reservation.TotalAmount),
        BackendReply.Time(reservation.HoldExpiresAt),
        BackendReply.Time(reservation.CreatedAt),
        BackendReply.Time(reservation.UpdatedAt),
        BackendReply.Text(reservation.PaymentIntentId),
        BackendReply.Text(reservation.OrderId));

    private static SeatView Seat(Seat seat) => new(
        seat.Id,
        BackendReply.Text(seat.Section),
        BackendReply.Text(seat.Row),
        BackendReply.Text(seat.Number),
        Money(seat.Price),
        BackendReply.Name(seat.Status));

    private static MoneyView? Money(Money? money) => money is null ? null : new MoneyView(money.Amount, money.Currency);
}
