using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Wire;

// Every property names itself: a host's naming policy must not change the contract.

/// <summary>POST join.</summary>
internal sealed record JoinRequest(
    [property: JsonPropertyName("event_id")] string? EventId,
    [property: JsonPropertyName("user_id")] string? UserId);

/// <summary>202 of join.</summary>
internal sealed record JoinResponse(
    [property: JsonPropertyName("waiting_token")] string WaitingToken,
    [property: JsonPropertyName("position_hint")] long PositionHint,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("poll_after_ms")] long PollAfterMs);

/// <summary>409 of join, when this user has a place already.</summary>
internal sealed record DuplicateJoinResponse(
    [property: JsonPropertyName("error")] ErrorDetail Error,
    [property: JsonPropertyName("waiting_token")] string WaitingToken);

/// <summary>200 of status. Times ending in <c>_sec</c> and <c>waiting_time</c> are whole seconds.</summary>
internal sealed record StatusResponse(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("position")] long Position,
    [property: JsonPropertyName("eta_sec")] long EtaSec,
    [property: JsonPropertyName("waiting_time")] long WaitingTime,
    [property: JsonPropertyName("ready_for_entry")] bool ReadyForEntry,
    [property: JsonPropertyName("eta_p90_sec")] long EtaP90Sec,
    [property: JsonPropertyName("eta_confidence")] double EtaConfidence,
    [property: JsonPropertyName("queue_length")] long QueueLength,
    [property: JsonPropertyName("paused")] bool Paused,
    [property: JsonPropertyName("poll_after_ms")] long PollAfterMs);

/// <summary>POST enter.</summary>
internal sealed record EnterRequest(
    [property: JsonPropertyName("waiting_token")] string? WaitingToken);

/// <summary>200 of enter.</summary>
internal sealed record EnterResponse(
    [property: JsonPropertyName("admission")] string Admission,
    [property: JsonPropertyName("reservation_token")] string ReservationToken,
    [property: JsonPropertyName("ttl_sec")] long TtlSec);

/// <summary>403 of enter, when not ready.</summary>
internal sealed record EnterDeniedResponse(
    [property: JsonPropertyName("admission")] string Admission,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("retry_after_ms")] long RetryAfterMs,
    [property: JsonPropertyName("error")] ErrorDetail Error);

/// <summary>200 of leave.</summary>
internal sealed record LeaveResponse(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("message")] string Message);

/// <summary>Any error.</summary>
internal sealed record ErrorResponse(
    [property: JsonPropertyName("error")] ErrorDetail Error);

/// <summary>What every error says.</summary>
internal sealed record ErrorDetail(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("trace_id")] string TraceId);
