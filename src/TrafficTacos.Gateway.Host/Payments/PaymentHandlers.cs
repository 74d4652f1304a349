using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Gateway.Host.Payments;

/// <summary>Handles requests about payments.</summary>
internal sealed class PaymentHandlers(PaymentBackend backend, ReservationBackend reservations)
{
    /// <summary>The result of a payment reaches the shop by webhook.</summary>
    private const string Next = "webhook";

    private static readonly Dictionary<string, PaymentScenario> Scenarios = new(StringComparer.Ordinal)
    {
        ["approve"] = PaymentScenario.Approve,
        ["fail"] = PaymentScenario.Fail,
        ["delay"] = PaymentScenario.Delay,
        ["random"] = PaymentScenario.Random,
        ["timeout"] = PaymentScenario.Timeout,
    };

    public async Task<IResult> CreateIntentAsync(HttpContext context)
    {
        var (call, denied) = await BackendCallContext.ReadAsync(context);
        if (call is null)
            return denied!;
        var (body, invalidBody) = await RequestReader.BodyAsync(context, PaymentJson.Default.CreateIntentBody);
        if (body is null)
            return invalidBody!;
        if (BackendIdFormat.Check(body.ReservationId, GatewayErrors.MissingReservationId) is { } wrong)
            return wrong;
        if (body.Amount is not > 0)
            return GatewayErrors.InvalidAmount;
        var currency = string.IsNullOrEmpty(body.Currency) ? Currencies.Default : body.Currency;
        if (!Currencies.IsKnown(currency))
            return GatewayErrors.UnknownCurrency;
        var scenario = PaymentScenario.Approve;
        if (!string.IsNullOrEmpty(body.Scenario) && !Scenarios.TryGetValue(body.Scenario, out scenario))
            return GatewayErrors.UnknownScenario;

        // The payment service does not know reservations. Only the gateway can check that this one belongs to the user and is unpaid.
        var (reservation, error) = await reservations.GetAsync(body.ReservationId!, call);
        if (reservation is null)
            return error!;
        if (reservation.Status is not (ReservationStatus.Hold or ReservationStatus.Pending or ReservationStatus.Unspecified))
            return GatewayErrors.ReservationConflict;
        var request = new CreatePaymentIntentRequest
        {
            ReservationId = reservation.ReservationId,
            Amount = new Money { Amount = body.Amount.Value, Currency = currency },
            Scenario = scenario,
        };
        var (reply, refused) = await backend.CreateIntentAsync(request, call);
        return reply is null ? refused! : Json(
            new IntentCreated(
                reply.PaymentIntentId,
                Next,
                ProtobufValues.Name(reply.Status),
                request.Amount.Amount,
                request.Amount.Currency,
                request.ReservationId,
                ProtobufValues.Time(reply.ExpiresAt)),
            PaymentJson.Default.IntentCreated);
    }

    public async Task<IResult> ProcessAsync(HttpContext context)
    {
        var (call, denied) = await BackendCallContext.ReadAsync(context);
        if (call is null)
            return denied!;
        var (body, invalidBody) = await RequestReader.BodyAsync(context, PaymentJson.Default.ProcessPaymentBody);
        if (body is null)
            return invalidBody!;
        if (BackendIdFormat.Check(body.PaymentIntentId, GatewayErrors.MissingPaymentIntentId) is { } wrong)
            return wrong;
        if (PaymentAction.Of(body.Action) is not { } action)
            return GatewayErrors.InvalidAction;
        var (payment, error) = await backend.GetAsync(body.PaymentIntentId!, call);
        if (payment is null)
            return error!;
        if (action is PaymentAction.Fail)
        {
            return Json(
                new PaymentProcessed(
                    payment.PaymentIntentId, null, ProtobufValues.Name(PaymentStatus.Failed), action, "The payment failed, as the request asked. The payment intent is as it was.", null, null, null),
                PaymentJson.Default.PaymentProcessed);
        }

        var (reply, refused) = await backend.ProcessAsync(payment, call);
        return reply is null ? refused! : Json(
            new PaymentProcessed(
                payment.PaymentIntentId,
                ProtobufValues.Text(reply.PaymentId),
                ProtobufValues.Name(reply.Status),
                action,
                Message(reply.Status),
                ProtobufValues.Text(reply.TransactionId),
                ProtobufValues.Time(reply.ProcessedAt),
                Result(reply.Result)),
            PaymentJson.Default.PaymentProcessed);
    }

    public async Task<IResult> StatusAsync(HttpContext context, string id)
    {
        var (call, denied) = await BackendCallContext.ReadAsync(context);
        if (call is null)
            return denied!;
        if (BackendIdFormat.Check(id, GatewayErrors.MissingId) is { } wrong)
            return wrong;
        var (payment, error) = await backend.GetAsync(id, call);
        return payment is null ? error! : Json(
            new PaymentView(
                payment.PaymentIntentId,
                ProtobufValues.Text(payment.PaymentId),
                ProtobufValues.Text(payment.ReservationId),
                ProtobufValues.Name(payment.Status),
                payment.Amount.Amount,
                payment.Amount.Currency,
                ProtobufValues.Time(payment.CreatedAt),
                ProtobufValues.Time(payment.UpdatedAt),
                ProtobufValues.Time(payment.ProcessedAt),
                ProtobufValues.Text(payment.TransactionId),
                Result(payment.Result)),
            PaymentJson.Default.PaymentView);
    }

    private static string Message(PaymentStatus status) => status switch
    {
        PaymentStatus.Completed => "The payment is made.",
        PaymentStatus.Pending or PaymentStatus.Processing => "The payment is in progress. Ask for its status.",
        PaymentStatus.Failed => "The payment was not approved. Pay again with a new payment intent.",
        _ => "The payment was not made. Ask for its status.",
    };

    private static PaymentResultView? Result(PaymentResult? result) =>
        result is null ? null : new PaymentResultView(result.Success, ProtobufValues.Text(result.FailureReason), result.ResponseCode);

    private static JsonHttpResult<T> Json<T>(T body, JsonTypeInfo<T> type) => TypedResults.Json(body, type);
}
