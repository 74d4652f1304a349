using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Reporting;

internal sealed record CheckFigures(
    [property: JsonPropertyName("check")] string Check,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("example")] string? Example);
