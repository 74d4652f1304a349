using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record PaymentIntentRequest(
    [property: JsonPropertyName("reservation_id")] string ReservationId,
    [property: JsonPropertyName("amount")] long Amount,
    [property: JsonPropertyName("currency")] string Currency,
    [property: JsonPropertyName("scenario")] string? Scenario);
