using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

/// <summary>The body of the requests to process a payment and to confirm a reservation.</summary>
internal sealed record PayRequest([property: JsonPropertyName("payment_intent_id")] string PaymentIntentId);
