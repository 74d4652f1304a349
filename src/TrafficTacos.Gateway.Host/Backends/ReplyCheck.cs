using System.Buffers;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Contracts.Reservations;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Whether the values of a reply can be passed on: no negative amounts, and no text with markup or control characters, which a
/// page might show as it is.</summary>
internal static class ReplyCheck
{
    private const int MaxTextLength = 512;
    private const int CurrencyLength = 3;

    private static readonly SearchValues<char> Markup = SearchValues.Create("<>");

    public static bool IsValid(Reservation reservation) =>
        IsText(reservation.ReservationId, reservation.EventId, reservation.PaymentIntentId, reservation.OrderId)
        && IsMoney(reservation.TotalAmount) && reservation.Quantity >= 0 && reservation.Seats.All(IsValid);

    public static bool IsValid(CreateReservationResponse created) =>
        IsText(created.ReservationId) && IsMoney(created.TotalAmount) && created.ReservedSeats.All(IsValid);

    public static bool IsValid(Payment payment) =>
        IsText(payment.PaymentIntentId, payment.PaymentId, payment.ReservationId, payment.TransactionId) && IsMoney(payment.Amount) && IsValid(payment.Result);

    public static bool IsValid(ProcessPaymentResponse processed) => IsText(processed.PaymentId, processed.TransactionId) && IsValid(processed.Result);

    public static bool IsText(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > MaxTextLength || text.AsSpan().ContainsAny(Markup) || text.Any(char.IsControl))
                return false;
        }

        return true;
    }

    private static bool IsValid(Seat seat) => IsText(seat.Id, seat.Section, seat.Row, seat.Number) && IsMoney(seat.Price);

    private static bool IsValid(PaymentResult? result) => result is null || IsText(result.FailureReason);

    private static bool IsMoney(Money? money) =>
        money is null || (money.Amount >= 0 && money.Currency.Length is 0 or CurrencyLength && money.Currency.All(char.IsAsciiLetterUpper));
}
