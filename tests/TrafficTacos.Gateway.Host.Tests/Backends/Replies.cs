using Google.Protobuf.WellKnownTypes;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>What a backend of the contract says when all is well.</summary>
internal static class Replies
{
    public const string User = "user-1";

    private static readonly Timestamp At = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    private static readonly Money Price = new() { Amount = 70_000, Currency = "KRW" };

    private static readonly Seat Seat = new() { Id = "A-12", Section = "floor", Row = "A", Number = "12", Price = Price, Status = SeatStatus.Reserved };

    public static Reservation Reservation => new()
    {
        ReservationId = "rsv-1",
        EventId = "concert",
        UserId = User,
        Status = ReservationStatus.Hold,
        Seats = { Seat },
        Quantity = 1,
        TotalAmount = Price,
        CreatedAt = At,
        UpdatedAt = At,
        HoldExpiresAt = At,
    };

    public static Payment Payment => new()
    {
        PaymentIntentId = "pi-1",
        PaymentId = "pay-1",
        ReservationId = "rsv-1",
        UserId = User,
        Status = PaymentStatus.Processing,
        Amount = Price,
        CreatedAt = At,
        UpdatedAt = At,
    };

    public static CreateReservationResponse Created => new()
    {
        ReservationId = "rsv-1",
        Status = ReservationStatus.Hold,
        HoldExpiresAt = At,
        ReservedSeats = { Seat },
        TotalAmount = Price,
    };

    public static PaymentResult Result => new() { FailureReason = "card_declined", GatewayResponse = "raw words", ResponseCode = 402, ProcessedAt = At };

    /// <summary>Answers every method with success.</summary>
    public static ScriptedBackend Works(this ScriptedBackend backend) => backend
        .Always("CreateReservation", ScriptedBackend.Reply(Created))
        .Always("GetReservation", ScriptedBackend.Reply(new GetReservationResponse { Reservation = Reservation }))
        .Always("ConfirmReservation", ScriptedBackend.Reply(new ConfirmReservationResponse { OrderId = "order-1", Status = ReservationStatus.Confirmed, ConfirmedAt = At }))
        .Always("CancelReservation", ScriptedBackend.Reply(new CancelReservationResponse { Status = ReservationStatus.Cancelled, CancelledAt = At }))
        .Always("CreatePaymentIntent", ScriptedBackend.Reply(new CreatePaymentIntentResponse { PaymentIntentId = "pi-1", Status = PaymentStatus.Pending, ExpiresAt = At }))
        .Always("ProcessPayment", ScriptedBackend.Reply(new ProcessPaymentResponse { PaymentId = "pay-1", Status = PaymentStatus.Failed, ProcessedAt = At, Result = Result }))
        .Always("GetPaymentStatus", ScriptedBackend.Reply(new GetPaymentStatusResponse { Payment = Payment }));
}
