using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Reporting;

internal sealed record LatencyFigures(
    [property: JsonPropertyName("call")] string Call,
    [property: JsonPropertyName("count")] long Count,
    [property: JsonPropertyName("p50")] double P50,
    [property: JsonPropertyName("p95")] double P95,
    [property: JsonPropertyName("p99")] double P99,
    [property: JsonPropertyName("max")] double Max);
