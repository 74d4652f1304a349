using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Reporting;

internal sealed record VisitorCounts(
    [property: JsonPropertyName("visitors")] int Visitors,
    [property: JsonPropertyName("joined")] int Joined,
    [property: JsonPropertyName("admitted")] int Admitted,
    [property: JsonPropertyName("passes_used")] int PassesUsed,
    [property: JsonPropertyName("left")] int Left,
    [property: JsonPropertyName("silent")] int Silent,
    [property: JsonPropertyName("lost")] int Lost,
    [property: JsonPropertyName("unfinished")] int Unfinished);
