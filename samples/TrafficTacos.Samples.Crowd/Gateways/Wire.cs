using System.Text.Json.Serialization;

namespace TrafficTacos.Samples.Crowd.Gateways;

/// <summary>Any answer may carry an error instead of what was asked for.</summary>
internal interface IBody
{
    Error? Error { get; }
}

internal sealed record Error(
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("message")] string? Message);

internal sealed record JoinRequest([property: JsonPropertyName("event_id")] string EventId);

internal sealed record JoinBody(
    [property: JsonPropertyName("waiting_token")] string? WaitingToken,
    [property: JsonPropertyName("position_hint")] long PositionHint,
    [property: JsonPropertyName("poll_after_ms")] long? PollAfterMs,
    [property: JsonPropertyName("error")] Error? Error) : IBody;

internal sealed record StatusBody(
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("position")] long Position,
    [property: JsonPropertyName("eta_sec")] double? EtaSec,
    [property: JsonPropertyName("eta_p90_sec")] double? EtaP90Sec,
    [property: JsonPropertyName("ready_for_entry")] bool ReadyForEntry,
    [property: JsonPropertyName("paused")] bool Paused,
    [property: JsonPropertyName("poll_after_ms")] long? PollAfterMs,
    [property: JsonPropertyName("error")] Error? Error) : IBody;

internal sealed record EnterRequest([property: JsonPropertyName("waiting_token")] string WaitingToken);

internal sealed record EnterBody(
    [property: JsonPropertyName("admission")] string? Admission,
    [property: JsonPropertyName("reservation_token")] string? ReservationToken,
    [property: JsonPropertyName("ttl_sec")] double TtlSec,
    [property: JsonPropertyName("retry_after_ms")] long? RetryAfterMs,
    [property: JsonPropertyName("error")] Error? Error) : IBody;

internal sealed record LeaveBody([property: JsonPropertyName("error")] Error? Error) : IBody;

/// <summary>What <c>--then</c> gets: a reservation of one seat nobody else asks for.</summary>
internal sealed record ThenRequest(
    [property: JsonPropertyName("event_id")] string EventId,
    [property: JsonPropertyName("seat_ids")] string[] SeatIds,
    [property: JsonPropertyName("quantity")] int Quantity);

internal sealed record ThenBody([property: JsonPropertyName("error")] Error? Error) : IBody;

[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(EnterRequest))]
[JsonSerializable(typeof(EnterBody))]
[JsonSerializable(typeof(LeaveBody))]
[JsonSerializable(typeof(ThenRequest))]
[JsonSerializable(typeof(ThenBody))]
internal sealed partial class WireJson : JsonSerializerContext;
