using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Payments;

/// <summary>The body of 200 to POST payment/process. Times are in UTC.</summary>
internal sealed record PaymentProcessed(
    [property: JsonPropertyName("payment_intent_id"), Description("The payment intent.")] string PaymentIntentId,
    [property: JsonPropertyName("payment_id"), Description("The payment.")] string? PaymentId,
    [property: JsonPropertyName("status"), Description("PROCESSING, COMPLETED or FAILED.")] string Status,
    [property: JsonPropertyName("action"), Description("What was asked for: approve or fail.")] string Action,
    [property: JsonPropertyName("message"), Description("What became of the payment, in a sentence.")] string Message,
    [property: JsonPropertyName("transaction_id"), Description("The payment service's own number.")] string? TransactionId,
    [property: JsonPropertyName("processed_at"), Description("When it was paid or refused.")] DateTime? ProcessedAt,
    [property: JsonPropertyName("result")] PaymentResultView? Result);
