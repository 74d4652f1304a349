using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Documentation;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>Examples and errors for the documentation of the API.</summary>
internal static class ReservationDocumentation
{
    private const string Id = "rsv_8c3f2f6f0f0b4b1c";
    private const string Pass = "AgEABmEHl5uCVcPRfdKs";
    private const string Intent = "pay_51c0f1a2b3c4d5e6";

    private static readonly DateTime Made = new(2026, 11, 24, 20, 0, 0, DateTimeKind.Utc);
    private static readonly MoneyView Price = new(50_000, "KRW");
    private static readonly MoneyView Total = new(100_000, "KRW");
    private static readonly string[] Seats = ["A-1", "A-2"];
    private static readonly SeatView[] Reserved = [.. Seats.Select(seat => new SeatView(seat, "Stalls", "A", seat[2..], Price, "RESERVED"))];

    public static RouteHandlerBuilder DescribeCreate(this RouteHandlerBuilder endpoint) => endpoint
        .WithDescription("Send the reservation token of enter in the body, or in the header X-Reservation-Token. It is spent only when the seats are held.")
        .WithMetadata(new RequestParameterMetadata(
            new WaitingRoomHttpOptions().ReservationTokenHeader, RequestParameterLocation.Header, "The reservation token, where it is not in the body.", Pass))
        .WithRequestExample("two seats", new CreateReservationBody("concert-2026", Seats, 2, Pass), ReservationJson.Default.CreateReservationBody)
        .WithResponseExample(
            StatusCodes.Status202Accepted,
            "held",
            new ReservationCreated(Id, Made.AddMinutes(1), "HOLD", "concert-2026", Seats, 2, Reserved, Total),
            ReservationJson.Default.ReservationCreated)
        .WithMetadata(new ResponseHeaderMetadata("Location", "Where the reservation is.", "/api/v1/reservations/" + Id))
        .WithErrors(
            ApiErrors.MissingEventId, ApiErrors.InvalidEventId, GatewayErrors.MissingSeats, ApiErrors.AdmissionRequired, ApiErrors.AdmissionInUse,
            ApiErrors.AdmissionSpent, ApiErrors.AdmissionExpired, ApiErrors.AccessDenied,
            GatewayErrors.ReservationConflict, ApiErrors.QueueUnavailable)
        .WithBodyErrors()
        .WithBackendErrors();

    public static RouteHandlerBuilder DescribeGet(this RouteHandlerBuilder endpoint) => endpoint
        .WithResponseExample(
            StatusCodes.Status200OK,
            "held",
            new ReservationView(Id, "concert-2026", "HOLD", Seats, 2, Reserved, Total, Made.AddMinutes(1), Made, Made, null, null),
            ReservationJson.Default.ReservationView)
        .WithErrors(GatewayErrors.MissingId, ApiErrors.AccessDenied, GatewayErrors.ReservationNotFound)
        .WithBackendErrors();

    public static RouteHandlerBuilder DescribeConfirm(this RouteHandlerBuilder endpoint) => endpoint
        .WithRequestExample("paid", new ConfirmReservationBody(Intent), ReservationJson.Default.ConfirmReservationBody)
        .WithResponseExample(StatusCodes.Status200OK, "bought", new ReservationConfirmed("ord_9d2e", "CONFIRMED"), ReservationJson.Default.ReservationConfirmed)
        .WithErrors(
            GatewayErrors.MissingId, GatewayErrors.PaymentRequired, ApiErrors.AccessDenied, GatewayErrors.ReservationNotFound,
            GatewayErrors.ReservationConflict, GatewayErrors.PaymentNotApproved)
        .WithBodyErrors()
        .WithBackendErrors();

    public static RouteHandlerBuilder DescribeCancel(this RouteHandlerBuilder endpoint) => endpoint
        .WithResponseExample(StatusCodes.Status200OK, "given back", new ReservationCancelled("CANCELLED"), ReservationJson.Default.ReservationCancelled)
        .WithErrors(GatewayErrors.MissingId, ApiErrors.AccessDenied, GatewayErrors.ReservationNotFound, GatewayErrors.ReservationConflict)
        .WithBackendErrors();
}
