using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record EnterResponse(
    [property: JsonPropertyName("admission")] string? Admission,
    [property: JsonPropertyName("reservation_token")] string? ReservationToken,
    [property: JsonPropertyName("ttl_sec")] double TtlSec,
    [property: JsonPropertyName("retry_after_ms")] long? RetryAfterMs,
    [property: JsonPropertyName("error")] ErrorBody? Error) : IResponseBody;
