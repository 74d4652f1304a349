using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Payments;

// Every property names itself. Times are UTC, amounts in the currency's smallest unit.

/// <summary>POST payment/intent.</summary>
internal sealed record CreateIntentBody(
    [property: JsonPropertyName("reservation_id")] string? ReservationId,
    [property: JsonPropertyName("amount")] long? Amount,
    [property: JsonPropertyName("currency")] string? Currency,
    [property: JsonPropertyName("scenario")] string? Scenario);

/// <summary>200 of POST payment/intent.</summary>
internal sealed record IntentCreated(
    [property: JsonPropertyName("payment_intent_id")] string PaymentIntentId,
    [property: JsonPropertyName("next")] string Next,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("amount")] long Amount,
    [property: JsonPropertyName("currency")] string Currency,
    [property: JsonPropertyName("reservation_id")] string ReservationId,
    [property: JsonPropertyName("expires_at")] DateTime? ExpiresAt);

/// <summary>POST payment/process.</summary>
internal sealed record ProcessPaymentBody(
    [property: JsonPropertyName("payment_intent_id")] string? PaymentIntentId);

/// <summary>200 of POST payment/process.</summary>
internal sealed record PaymentProcessed(
    [property: JsonPropertyName("payment_intent_id")] string PaymentIntentId,
    [property: JsonPropertyName("payment_id")] string? PaymentId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("transaction_id")] string? TransactionId,
    [property: JsonPropertyName("processed_at")] DateTime? ProcessedAt,
    [property: JsonPropertyName("result")] PaymentResultView? Result);

/// <summary>200 of GET payment/{id}/status.</summary>
internal sealed record PaymentView(
    [property: JsonPropertyName("payment_intent_id")] string PaymentIntentId,
    [property: JsonPropertyName("payment_id")] string? PaymentId,
    [property: JsonPropertyName("reservation_id")] string? ReservationId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("amount")] long Amount,
    [property: JsonPropertyName("currency")] string Currency,
    [property: JsonPropertyName("created_at")] DateTime? CreatedAt,
    [property: JsonPropertyName("updated_at")] DateTime? UpdatedAt,
    [property: JsonPropertyName("processed_at")] DateTime? ProcessedAt,
    [property: JsonPropertyName("transaction_id")] string? TransactionId,
    [property: JsonPropertyName("result")] PaymentResultView? Result);

/// <summary>What a payment came to.</summary>
internal sealed record PaymentResultView(
    [property: JsonPropertyName("success")] bool Success,
    [property: JsonPropertyName("failure_reason")] string? FailureReason,
    [property: JsonPropertyName("response_code")] int ResponseCode);

/// <summary>How they are read and written. What a reply does not say is left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateIntentBody))]
[JsonSerializable(typeof(IntentCreated))]
[JsonSerializable(typeof(ProcessPaymentBody))]
[JsonSerializable(typeof(PaymentProcessed))]
[JsonSerializable(typeof(PaymentView))]
internal sealed partial class PaymentJson : JsonSerializerContext;
