using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Draw;

/// <summary>One thing that was checked.</summary>
internal sealed record DrawFinding
{
    [JsonPropertyName("check")]
    public required string Check { get; init; }

    /// <summary>True or false; null if it could not be checked.</summary>
    [JsonPropertyName("holds")]
    public required bool? Holds { get; init; }

    [JsonPropertyName("detail"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }
}
