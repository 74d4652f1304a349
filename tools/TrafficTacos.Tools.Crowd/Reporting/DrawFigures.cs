using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>The draw as it is published at the end, and how many of this crowd have a number.</summary>
internal sealed record DrawFigures(
    [property: JsonPropertyName("state")] string? State,
    [property: JsonPropertyName("entries")] int? Entries,
    [property: JsonPropertyName("root")] string? Root,
    [property: JsonPropertyName("numbers")] int Numbers,
    [property: JsonPropertyName("parts_checked")] int PartsChecked);
