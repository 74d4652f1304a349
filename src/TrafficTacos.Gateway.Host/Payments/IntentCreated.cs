using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Payments;

/// <summary>The body of 200 to POST payment/intent. Times are in UTC.</summary>
internal sealed record IntentCreated(
    [property: JsonPropertyName("payment_intent_id"), Description("What to pay and to confirm with.")] string PaymentIntentId,
    [property: JsonPropertyName("next"), Description("Always webhook: how the shop hears of the payment.")] string Next,
    [property: JsonPropertyName("status"), Description("PENDING.")] string Status,
    [property: JsonPropertyName("amount"), Description("In the currency's smallest unit.")] long Amount,
    [property: JsonPropertyName("currency"), Description("ISO 4217: three capital letters.")] string Currency,
    [property: JsonPropertyName("reservation_id"), Description("What is paid for.")] string ReservationId,
    [property: JsonPropertyName("expires_at"), Description("Until when it can be paid.")] DateTime? ExpiresAt);
