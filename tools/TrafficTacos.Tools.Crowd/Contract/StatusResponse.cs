using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record StatusResponse(
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("position")] long Position,
    [property: JsonPropertyName("eta_sec")] double? EtaSec,
    [property: JsonPropertyName("eta_p90_sec")] double? EtaP90Sec,
    [property: JsonPropertyName("ready_for_entry")] bool ReadyForEntry,
    [property: JsonPropertyName("paused")] bool Paused,
    [property: JsonPropertyName("poll_after_ms")] long? PollAfterMs,
    [property: JsonPropertyName("phase")] string? Phase,
    [property: JsonPropertyName("opens_at")] DateTimeOffset? OpensAt,
    [property: JsonPropertyName("draw_number")] long? DrawNumber,
    [property: JsonPropertyName("error")] ErrorBody? Error) : IResponseBody;
