using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

/// <summary>The body of the request to <c>--protected-url</c>: a reservation of one seat that no other visitor wants.</summary>
internal sealed record ProtectedRequest(
    [property: JsonPropertyName("event_id")] string EventId,
    [property: JsonPropertyName("seat_ids")] string[] SeatIds,
    [property: JsonPropertyName("quantity")] int Quantity);
