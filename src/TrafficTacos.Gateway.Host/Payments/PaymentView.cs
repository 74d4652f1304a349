using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Payments;

/// <summary>The body of 200 to GET payment/{id}/status. Times are in UTC.</summary>
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
