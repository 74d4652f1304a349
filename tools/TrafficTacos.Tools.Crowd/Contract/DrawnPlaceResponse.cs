using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record DrawnPlaceResponse(
    [property: JsonPropertyName("leaf")] string? Leaf,
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("draw_number")] long? DrawNumber);
