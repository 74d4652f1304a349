using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Payments;

/// <summary>Examples and errors for the documentation of the API.</summary>
internal static class PaymentDocumentation
{
    private const string Reservation = "rsv_8c3f2f6f0f0b4b1c";
    private const string Intent = "pay_51c0f1a2b3c4d5e6";
    private const string Transaction = "txn_77aa";

    private static readonly DateTime Made = new(2026, 11, 24, 20, 0, 20, DateTimeKind.Utc);
    private static readonly PaymentResultView Approved = new(true, null, 0);

    public static RouteHandlerBuilder DescribeIntent(this RouteHandlerBuilder endpoint) => endpoint
        .WithDescription("The amount is in the currency's smallest unit; the currency is KRW unless named. The scenario (approve, fail, delay, random, timeout) is for shops that try themselves.")
        .WithRequestExample("two seats", new CreateIntentBody(Reservation, 100_000, "KRW", "approve"), PaymentJson.Default.CreateIntentBody)
        .WithResponseExample(
            StatusCodes.Status200OK,
            "begun",
            new IntentCreated(Intent, "webhook", "PENDING", 100_000, "KRW", Reservation, Made.AddMinutes(10)),
            PaymentJson.Default.IntentCreated)
        .WithErrors(
            GatewayErrors.MissingReservationId, GatewayErrors.InvalidAmount, ApiErrors.AccessDenied, GatewayErrors.ReservationNotFound,
            GatewayErrors.ReservationConflict, GatewayErrors.PaymentConflict)
        .WithBodyErrors()
        .WithBackendErrors();

    public static RouteHandlerBuilder DescribeProcess(this RouteHandlerBuilder endpoint) => endpoint
        .WithRequestExample("the intent", new ProcessPaymentBody(Intent), PaymentJson.Default.ProcessPaymentBody)
        .WithResponseExample(
            StatusCodes.Status200OK, "paid", new PaymentProcessed(Intent, "pmt_03", "COMPLETED", PaymentAction.Approve, "The payment is made.", Transaction, Made, Approved), PaymentJson.Default.PaymentProcessed)
        .WithErrors(
            GatewayErrors.MissingPaymentIntentId, GatewayErrors.InvalidAction, ApiErrors.AccessDenied, GatewayErrors.PaymentNotFound, GatewayErrors.PaymentConflict)
        .WithBodyErrors()
        .WithBackendErrors();

    public static RouteHandlerBuilder DescribeStatus(this RouteHandlerBuilder endpoint) => endpoint
        .WithResponseExample(
            StatusCodes.Status200OK,
            "paid",
            new PaymentView(Intent, "pmt_03", Reservation, "COMPLETED", 100_000, "KRW", Made, Made, Made, Transaction, Approved),
            PaymentJson.Default.PaymentView)
        .WithErrors(GatewayErrors.MissingId, ApiErrors.AccessDenied, GatewayErrors.PaymentNotFound)
        .WithBackendErrors();
}
