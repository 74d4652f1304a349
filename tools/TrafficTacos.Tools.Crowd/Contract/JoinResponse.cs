using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record JoinResponse(
    [property: JsonPropertyName("waiting_token")] string? WaitingToken,
    [property: JsonPropertyName("position_hint")] long PositionHint,
    [property: JsonPropertyName("poll_after_ms")] long? PollAfterMs,
    [property: JsonPropertyName("phase")] string? Phase,
    [property: JsonPropertyName("gather_at")] DateTimeOffset? GatherAt,
    [property: JsonPropertyName("error")] ErrorBody? Error) : IResponseBody;
