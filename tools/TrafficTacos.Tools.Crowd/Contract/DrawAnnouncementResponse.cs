using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record DrawAnnouncementResponse(
    [property: JsonPropertyName("hash")] string? Hash,
    [property: JsonPropertyName("draw_at")] DateTimeOffset DrawAt,
    [property: JsonPropertyName("amendments")] int Amendments,
    [property: JsonPropertyName("commitment")] string? Commitment);
