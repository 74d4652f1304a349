using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Wire;

// Every property has its name: an application's naming policy must not change the contract. The descriptions go into OpenAPI
// documents, and so does what the attributes say of numbers: they are never text, whatever the application's options allow.

/// <summary>POST join.</summary>
internal sealed record JoinRequest(
    [property: JsonPropertyName("event_id"), Required, Description("The sale: 1 to 128 characters of A-Z a-z 0-9 . _ : -")] string? EventId,
    [property: JsonPropertyName("user_id"), Description("A label for the backends. It identifies nobody.")] string? UserId = null);

/// <summary>202 of join.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record JoinResponse(
    [property: JsonPropertyName("waiting_token"), Description("Identifies the place in status, enter and leave. Opaque.")] string WaitingToken,
    [property: JsonPropertyName("position_hint"), Description("The place in the queue; 1 is the front, 0 before the draw.")] long PositionHint,
    [property: JsonPropertyName("status"), Description("waiting, ready, or admitted if the visitor has an unspent pass or a session.")] string Status,
    [property: JsonPropertyName("poll_after_ms"), Description("When to ask for the status, in milliseconds.")] long PollAfterMs,
    [property: JsonPropertyName("reservation_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When admitted: the pass of enter, which is not spent. Opaque.")] string? ReservationToken = null,
    [property: JsonPropertyName("ttl_sec"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When admitted: seconds until the reservation token expires.")] long? TtlSec = null,
    [property: JsonPropertyName("session_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When admitted with a session: its token. Opaque.")] string? SessionToken = null,
    [property: JsonPropertyName("expires_in_sec"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When admitted with a session: seconds until it ends if nobody uses it.")] long? ExpiresInSec = null)
{
    /// <summary>Where the event is in its schedule.</summary>
    [JsonPropertyName("phase"), Description("scheduled, gathering, open or closed: nobody enters before open.")]
    public string Phase { get; init; } = "open";

    /// <summary>What the event does.</summary>
    [JsonPropertyName("mode"), Description(ModeDescription)]
    public string Mode { get; init; } = "normal";

    /// <summary>Where the place stands on the board.</summary>
    [JsonPropertyName("board_key"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Where the place stands on GET board, a whole number as text. Absent unless waiting, and before the draw; another one after a draw or a return.")]
    public string? BoardKey { get; init; }

    internal const string ModeDescription = "normal; paused or maintenance: nobody enters; draining: nobody joins; passthrough or off: everybody enters; recovering: the store lost places, and visitors get them back by asking.";
}

/// <summary>403 of join, when nobody may take a new place.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record EventNotOpenResponse(
    [property: JsonPropertyName("error")] ErrorDetail Error,
    [property: JsonPropertyName("phase"), Description("scheduled, gathering, open or closed.")] string Phase,
    [property: JsonPropertyName("mode"), Description(JoinResponse.ModeDescription)] string Mode,
    [property: JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What the operator says, in the language of the request if there is such a text.")] string? Message,
    [property: JsonPropertyName("gather_at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From when visitors may join.")] DateTimeOffset? GatherAt,
    [property: JsonPropertyName("opens_at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From when they may enter.")] DateTimeOffset? OpensAt);

/// <summary>409 of join, when this user has a place already.</summary>
internal sealed record DuplicateJoinResponse(
    [property: JsonPropertyName("error")] ErrorDetail Error,
    [property: JsonPropertyName("waiting_token"), Description("The token of the place this user has already.")] string WaitingToken);

/// <summary>200 of status. Times ending in <c>_sec</c> and <c>waiting_time</c> are whole seconds.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record StatusResponse(
    [property: JsonPropertyName("status"), Description("waiting, ready, admitted or expired.")] string Status,
    [property: JsonPropertyName("position"), Description("The place in the queue; 1 is the front, 0 when the place is gone or before the draw.")] long Position,
    [property: JsonPropertyName("eta_sec"), Description("Estimated seconds until ready, median; 0 only when ready.")] long EtaSec,
    [property: JsonPropertyName("waiting_time"), Description("Seconds since the join.")] long WaitingTime,
    [property: JsonPropertyName("ready_for_entry"), Description("Whether enter grants admission now.")] bool ReadyForEntry,
    [property: JsonPropertyName("eta_p90_sec"), Description("Estimated seconds until ready, 90th percentile.")] long EtaP90Sec,
    [property: JsonPropertyName("eta_confidence"), Description("How reliable the estimate is, from 0 to 1.")] double EtaConfidence,
    [property: JsonPropertyName("queue_length"), Description("Visitors in the queue.")] long QueueLength,
    [property: JsonPropertyName("paused"), Description("Whether an operator has paused admission; places are kept.")] bool Paused,
    [property: JsonPropertyName("mode"), Description(JoinResponse.ModeDescription)] string Mode,
    [property: JsonPropertyName("poll_after_ms"), Description("When to ask again, in milliseconds.")] long PollAfterMs,
    [property: JsonPropertyName("enter_within_sec"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When ready: the turn lasts at least this many seconds more.")] long? EnterWithinSec,
    [property: JsonPropertyName("waiting_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The same place, to be kept instead of a token that is more than a minute old.")] string? WaitingToken = null,
    [property: JsonPropertyName("reservation_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When admitted: the pass of enter, which is not spent. Opaque.")] string? ReservationToken = null,
    [property: JsonPropertyName("ttl_sec"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When admitted: seconds until the reservation token expires.")] long? TtlSec = null,
    [property: JsonPropertyName("session_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When admitted with a session: its token. Opaque.")] string? SessionToken = null,
    [property: JsonPropertyName("expires_in_sec"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When admitted with a session: seconds until it ends if nobody uses it.")] long? ExpiresInSec = null,
    [property: JsonPropertyName("shoppers_full"), Description("Whether nobody may enter at the moment because the shop is full.")] bool ShoppersFull = false)
{
    /// <summary>Where the event is in its schedule.</summary>
    [JsonPropertyName("phase"), Description("scheduled, gathering, open or closed: nobody enters before open.")]
    public string Phase { get; init; } = "open";

    /// <summary>What an operator says.</summary>
    [JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What the operator says to everybody, in the language of the request if there is such a text.")]
    public string? Message { get; init; }

    /// <summary>What the visitor drew.</summary>
    [JsonPropertyName("draw_number"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The number that the visitor drew, from 1; none before the draw, and for who joined after it.")]
    public long? DrawNumber { get; init; }

    /// <summary>When the event opens, before it does.</summary>
    [JsonPropertyName("opens_at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From when visitors may enter, before that.")]
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>A name of the place that the visitor can say.</summary>
    [JsonPropertyName("support_code"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("A short name of the place, for a visitor to say to the operator.")]
    public string? SupportCode { get; init; }

    /// <summary>Where the place stands on the board.</summary>
    [JsonPropertyName("board_key"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Where the place stands on GET board, a whole number as text. Absent unless waiting, and before the draw; another one after a draw or a return.")]
    public string? BoardKey { get; init; }
}

/// <summary>POST enter.</summary>
internal sealed record EnterRequest(
    [property: JsonPropertyName("waiting_token"), Description("From join.")] string? WaitingToken = null);

/// <summary>200 of enter.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record EnterResponse(
    [property: JsonPropertyName("admission"), Description("Always granted.")] string Admission,
    [property: JsonPropertyName("reservation_token"), Description("Proof of admission, valid for one successful request. Opaque.")] string ReservationToken,
    [property: JsonPropertyName("ttl_sec"), Description("Seconds until the reservation token expires.")] long TtlSec);

/// <summary>403 of enter, when not ready.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record EnterDeniedResponse(
    [property: JsonPropertyName("admission"), Description("Always denied.")] string Admission,
    [property: JsonPropertyName("reason"), Description("Why, in a sentence.")] string Reason,
    [property: JsonPropertyName("retry_after_ms"), Description("When to try again, in milliseconds.")] long RetryAfterMs,
    [property: JsonPropertyName("position"), Description("The place in the queue; 1 is the front.")] long Position,
    [property: JsonPropertyName("error")] ErrorDetail Error);

/// <summary>200 of leave.</summary>
internal sealed record LeaveResponse(
    [property: JsonPropertyName("status"), Description("Always left.")] string Status,
    [property: JsonPropertyName("message"), Description("What happened to the place, in a sentence.")] string Message);

/// <summary>The body of 409 to a request whose work is done and whose response is not stored.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record AnswerNotKeptResponse(
    [property: JsonPropertyName("error")] ErrorDetail Error,
    [property: JsonPropertyName("status"), Description("The HTTP status of the first response.")] int Status);

/// <summary>Any error.</summary>
internal sealed record ErrorResponse(
    [property: JsonPropertyName("error")] ErrorDetail Error);

/// <summary>What every error says.</summary>
internal sealed record ErrorDetail(
    [property: JsonPropertyName("code"), Description("For programs to compare; it never changes.")] string Code,
    [property: JsonPropertyName("message"), Description("What happened and what to do next.")] string Message,
    [property: JsonPropertyName("trace_id"), Description("The trace of this request, for a support call.")] string TraceId);

/// <summary>A refusal of UseAdmission(): problem details (RFC 9457) with our error inside.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record AdmissionProblem(
    [property: JsonPropertyName("title"), Description("The name of the status.")] string Title,
    [property: JsonPropertyName("status"), Description("The HTTP status.")] int Status,
    [property: JsonPropertyName("detail"), Description("What happened and what to do next.")] string Detail,
    [property: JsonPropertyName("error")] ErrorDetail Error,
    [property: JsonPropertyName("join_url"), Description("Where to join the queue, if it is served here.")] string? JoinUrl,
    [property: JsonPropertyName("status_url"), Description("Where to ask for the status, if it is served here.")] string? StatusUrl,
    [property: JsonPropertyName("poll_after_ms"), Description("How long to wait between two questions for the status, in milliseconds.")] long PollAfterMs);
