using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>The time from the join's response to the pass.</summary>
internal sealed record WaitFigures(
    [property: JsonPropertyName("p50")] double P50,
    [property: JsonPropertyName("p95")] double P95,
    [property: JsonPropertyName("max")] double Max);
