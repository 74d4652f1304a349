using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Laboratory.Replaying;

internal sealed record ErrorBody([property: JsonPropertyName("code")] string? Code);
