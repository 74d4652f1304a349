using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Laboratory.Replaying;

/// <summary>The properties of all queue responses that the laboratory reads. Each response has some of them.</summary>
internal sealed record ResponseBody(
    [property: JsonPropertyName("waiting_token")] string? WaitingToken,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("position")] long Position,
    [property: JsonPropertyName("eta_sec")] double EtaSec,
    [property: JsonPropertyName("eta_p90_sec")] double EtaP90Sec,
    [property: JsonPropertyName("eta_confidence")] double EtaConfidence,
    [property: JsonPropertyName("paused")] bool Paused,
    [property: JsonPropertyName("poll_after_ms")] long? PollAfterMs,
    [property: JsonPropertyName("error")] ErrorBody? Error);
