using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

/// <summary>The response to creating or reading a reservation. Only a read returns <c>order_id</c>.</summary>
internal sealed record ReservationResponse(
    [property: JsonPropertyName("reservation_id")] string? ReservationId,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("seat_ids")] string[]? SeatIds,
    [property: JsonPropertyName("total_amount")] Money? TotalAmount,
    [property: JsonPropertyName("order_id")] string? OrderId,
    [property: JsonPropertyName("error")] ErrorBody? Error) : IResponseBody;
