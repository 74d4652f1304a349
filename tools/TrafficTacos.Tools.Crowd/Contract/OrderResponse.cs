using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record OrderResponse(
    [property: JsonPropertyName("order_id")] string? OrderId,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("error")] ErrorBody? Error) : IResponseBody;
