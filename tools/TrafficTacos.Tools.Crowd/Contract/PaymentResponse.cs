using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

/// <summary>The response to creating an intent, processing a payment, or reading its status.</summary>
internal sealed record PaymentResponse(
    [property: JsonPropertyName("payment_intent_id")] string? PaymentIntentId,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("error")] ErrorBody? Error) : IResponseBody;
