using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record ReserveRequest(
    [property: JsonPropertyName("event_id")] string EventId,
    [property: JsonPropertyName("seat_ids")] string[] SeatIds,
    [property: JsonPropertyName("quantity")] int Quantity,
    [property: JsonPropertyName("reservation_token")] string? ReservationToken);
