using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Payments;

// Every property names itself. Times are UTC, amounts in the currency's smallest unit.

/// <summary>POST payment/intent.</summary>
internal sealed record CreateIntentBody(
    [property: JsonPropertyName("reservation_id"), Required, Description("What is paid for.")] string? ReservationId,
    [property: JsonPropertyName("amount"), Required, Description("Above 0, in the currency's smallest unit.")] long? Amount,
    [property: JsonPropertyName("currency"), Description("ISO 4217: three capital letters. KRW when left out.")] string? Currency,
    [property: JsonPropertyName("scenario"), Description("For tests: approve, fail, delay, random or timeout. approve when left out.")] string? Scenario);

/// <summary>200 of POST payment/intent.</summary>
internal sealed record IntentCreated(
    [property: JsonPropertyName("payment_intent_id"), Description("What to pay and to confirm with.")] string PaymentIntentId,
    [property: JsonPropertyName("next"), Description("Always webhook: how the shop hears of the payment.")] string Next,
    [property: JsonPropertyName("status"), Description("PENDING.")] string Status,
    [property: JsonPropertyName("amount"), Description("In the currency's smallest unit.")] long Amount,
    [property: JsonPropertyName("currency"), Description("ISO 4217: three capital letters.")] string Currency,
    [property: JsonPropertyName("reservation_id"), Description("What is paid for.")] string ReservationId,
    [property: JsonPropertyName("expires_at"), Description("Until when it can be paid.")] DateTime? ExpiresAt);

/// <summary>POST payment/process.</summary>
internal sealed record ProcessPaymentBody(
    [property: JsonPropertyName("payment_intent_id"), Required, Description("From the payment intent.")] string? PaymentIntentId);

/// <summary>200 of POST payment/process.</summary>
internal sealed record PaymentProcessed(
    [property: JsonPropertyName("payment_intent_id"), Description("The payment intent.")] string PaymentIntentId,
    [property: JsonPropertyName("payment_id"), Description("The payment.")] string? PaymentId,
    [property: JsonPropertyName("status"), Description("PROCESSING, COMPLETED or FAILED.")] string Status,
    [property: JsonPropertyName("transaction_id"), Description("The payment service's own number.")] string? TransactionId,
    [property: JsonPropertyName("processed_at"), Description("When it was paid or refused.")] DateTime? ProcessedAt,
    [property: JsonPropertyName("result")] PaymentResultView? Result);

/// <summary>200 of GET payment/{id}/status.</summary>
internal sealed record PaymentView(
    [property: JsonPropertyName("payment_intent_id"), Description("The payment intent.")] string PaymentIntentId,
    [property: JsonPropertyName("payment_id"), Description("The payment, once there is one.")] string? PaymentId,
    [property: JsonPropertyName("reservation_id"), Description("What is paid for.")] string? ReservationId,
    [property: JsonPropertyName("status"), Description("PENDING, PROCESSING, COMPLETED, FAILED, CANCELLED, REFUNDED or EXPIRED.")] string Status,
    [property: JsonPropertyName("amount"), Description("In the currency's smallest unit.")] long Amount,
    [property: JsonPropertyName("currency"), Description("ISO 4217: three capital letters.")] string Currency,
    [property: JsonPropertyName("created_at"), Description("When it was begun.")] DateTime? CreatedAt,
    [property: JsonPropertyName("updated_at"), Description("When it last changed.")] DateTime? UpdatedAt,
    [property: JsonPropertyName("processed_at"), Description("When it was paid or refused.")] DateTime? ProcessedAt,
    [property: JsonPropertyName("transaction_id"), Description("The payment service's own number.")] string? TransactionId,
    [property: JsonPropertyName("result")] PaymentResultView? Result);

/// <summary>What a payment came to.</summary>
internal sealed record PaymentResultView(
    [property: JsonPropertyName("success"), Description("Whether it was approved.")] bool Success,
    [property: JsonPropertyName("failure_reason"), Description("Why not.")] string? FailureReason,
    [property: JsonPropertyName("response_code"), Description("The payment service's own code.")] int ResponseCode);

/// <summary>How they are read and written. What a reply does not say is left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateIntentBody))]
[JsonSerializable(typeof(IntentCreated))]
[JsonSerializable(typeof(ProcessPaymentBody))]
[JsonSerializable(typeof(PaymentProcessed))]
[JsonSerializable(typeof(PaymentView))]
internal sealed partial class PaymentJson : JsonSerializerContext;
