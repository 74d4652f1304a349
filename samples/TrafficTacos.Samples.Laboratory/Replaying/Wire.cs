using System.Text.Json.Serialization;

namespace TrafficTacos.Samples.Laboratory.Replaying;

internal sealed record JoinRequest([property: JsonPropertyName("event_id")] string EventId);

internal sealed record EnterRequest([property: JsonPropertyName("waiting_token")] string WaitingToken);

internal sealed record ErrorBody([property: JsonPropertyName("code")] string? Code);

/// <summary>Whatever a gateway's queue answers, as far as the laboratory reads it: each answer has some of it.</summary>
internal sealed record Body(
    [property: JsonPropertyName("waiting_token")] string? WaitingToken,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("position")] long Position,
    [property: JsonPropertyName("eta_sec")] double EtaSec,
    [property: JsonPropertyName("eta_p90_sec")] double EtaP90Sec,
    [property: JsonPropertyName("eta_confidence")] double EtaConfidence,
    [property: JsonPropertyName("paused")] bool Paused,
    [property: JsonPropertyName("poll_after_ms")] long? PollAfterMs,
    [property: JsonPropertyName("error")] ErrorBody? Error);

[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(EnterRequest))]
[JsonSerializable(typeof(Body))]
internal sealed partial class WireJson : JsonSerializerContext;
