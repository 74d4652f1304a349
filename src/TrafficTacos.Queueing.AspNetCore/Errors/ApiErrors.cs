using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>The error table: every error that the waiting room answers with.</summary>
public static class ApiErrors
{
    /// <summary>The body cannot be read.</summary>
    public static ApiError InvalidRequest { get; } = new(400, "INVALID_REQUEST", "The request cannot be read. Send a JSON object with the documented fields and types.");

    /// <summary>No event is named.</summary>
    public static ApiError BoardQuery { get; } = new(400, "INVALID_REQUEST", "The board takes event_id and nothing else, so that one answer serves everybody who asks through a cache.");

    /// <summary>See the code.</summary>
    public static ApiError MissingEventId { get; } = new(400, "MISSING_EVENT_ID", "Name the event in the field event_id.");

    /// <summary>The event id is invalid.</summary>
    public static ApiError InvalidEventId { get; } = new(400, "INVALID_EVENT_ID", "An event_id has 1 to 128 characters of A-Z a-z 0-9 . _ : - only.");

    /// <summary>No waiting token is given.</summary>
    public static ApiError MissingToken { get; } = new(400, "MISSING_TOKEN", "Send the waiting token that join answered with: token= in the query, the header X-Waiting-Token, or waiting_token in the body of enter.");

    /// <summary>The idempotency key is invalid.</summary>
    public static ApiError InvalidIdempotencyKey { get; } = new(400, "INVALID_IDEMPOTENCY_KEY", "An Idempotency-Key has 1 to 255 printable ASCII characters; send one only.");

    /// <summary>No idempotency key is given.</summary>
    public static ApiError IdempotencyRequired { get; } = new(400, "IDEMPOTENCY_REQUIRED", "Send an Idempotency-Key: a fresh random one for a new request, the same one to repeat a request.");

    /// <summary>No user is authenticated.</summary>
    public static ApiError MissingAuthorization { get; } = new(401, "MISSING_AUTHORIZATION", "Log in, and send Authorization: Bearer with your token.");

    /// <summary>Not ready yet.</summary>
    public static ApiError NotReady { get; } = new(403, "NOT_READY", "It is not your turn yet. Your place is kept: ask for the status, and enter when ready_for_entry is true.");

    /// <summary>The request has no pass of this event and user.</summary>
    public static ApiError AdmissionRequired { get; } = new(403, "ADMISSION_REQUIRED", "This needs a valid, unspent reservation token of this event and user, in the header X-Reservation-Token or the body field reservation_token. Join the queue and enter to get one.");

    /// <summary>The request has no session, where the waiting room is in front of pages.</summary>
    public static ApiError SessionRequired { get; } = new(403, "ADMISSION_REQUIRED", "This needs a session of this event, as a browser's cookie or in the header X-Waiting-Room-Session. Join the queue, enter, and open a session with the reservation token.");

    /// <summary>Another request holds the pass.</summary>
    public static ApiError AdmissionInUse { get; } = new(403, "ADMISSION_IN_USE", "Another request with this reservation token (header X-Reservation-Token or body field reservation_token) is in progress. Wait for its response; if it fails, send this request again.") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>The pass is spent.</summary>
    public static ApiError AdmissionSpent { get; } = new(403, "ADMISSION_SPENT", "This reservation token (header X-Reservation-Token or body field reservation_token) has been used. Join the queue again to get another one.");

    /// <summary>The pass has ended.</summary>
    public static ApiError AdmissionExpired { get; } = new(403, "ADMISSION_EXPIRED", "This reservation token (header X-Reservation-Token or body field reservation_token) has expired. Join the queue again to get another one.");

    /// <summary>It belongs to another user.</summary>
    public static ApiError AccessDenied { get; } = new(403, "ACCESS_DENIED", "This belongs to another user. Use the account it was made with.");

    /// <summary>Nobody may take a new place yet, or for the moment.</summary>
    public static ApiError EventNotOpen { get; } = new(403, "EVENT_NOT_OPEN", "Nobody can join this event at the moment. Come back at gather_at, or later if there is none.");

    /// <summary>The event is over.</summary>
    public static ApiError EventClosed { get; } = new(410, "EVENT_CLOSED", "This event is closed, and nobody can join it any more.");

    /// <summary>Only known events exist, and this is none of them.</summary>
    public static ApiError EventNotFound { get; } = new(404, "EVENT_NOT_FOUND", "There is no event with this id. Check event_id.");

    /// <summary>The token was not signed by this waiting room.</summary>
    public static ApiError TokenNotFound { get; } = new(404, "TOKEN_NOT_FOUND", "This waiting token is not known here. Join the queue to get one.");

    /// <summary>The token is genuine, but its place is gone.</summary>
    public static ApiError PlaceGone { get; } = new(404, "TOKEN_NOT_FOUND", "The place of this waiting token is gone: it was left, used, or not asked for in time. Join the queue again.");

    /// <summary>There is no session, or it is over.</summary>
    public static ApiError SessionNotFound { get; } = new(404, "SESSION_NOT_FOUND", "There is no such session, or it is over (header X-Waiting-Room-Session). Join the queue to be admitted again.");

    /// <summary>The event has no draw, or not yet what was asked for.</summary>
    public static ApiError DrawNotFound { get; } = new(404, "DRAW_NOT_FOUND", "There is no such draw, or no list of who takes part yet. GET /queue/draw says how far the draw is.");

    /// <summary>There is no such path.</summary>
    public static ApiError NotFound { get; } = new(404, "NOT_FOUND", "There is nothing at this path.");

    /// <summary>The path does not take this method.</summary>
    public static ApiError MethodNotAllowed { get; } = new(405, "METHOD_NOT_ALLOWED", "This path does not take this method; the header Allow lists those it does.");

    /// <summary>409: the user has a live pass from another place, or had as many as they may.</summary>
    public static ApiError AlreadyAdmitted { get; } = new(409, "ALREADY_ADMITTED", "You are admitted already, or have been as often as allowed. Use that reservation token or session.");

    /// <summary>The session is as long as it may be.</summary>
    public static ApiError SessionAtMaximum { get; } = new(409, "SESSION_AT_MAXIMUM", "This session cannot be extended any more. Finish before it ends.");

    /// <summary>This user has a place already.</summary>
    public static ApiError DuplicateRequest { get; } = new(409, "DUPLICATE_REQUEST", "You have a place in this queue already. Go on with the waiting_token of this answer.");

    /// <summary>The key came with another request.</summary>
    public static ApiError IdempotencyConflict { get; } = new(409, "IDEMPOTENCY_CONFLICT", "This Idempotency-Key came with another request before. Use a new key for a new request.");

    /// <summary>The request was done before, and its response was too large to be stored.</summary>
    public static ApiError IdempotencyAnswerNotKept { get; } = new(409, "IDEMPOTENCY_ANSWER_NOT_KEPT", "This very request was done before and is not done again; its response was too large to be stored. The field status has its HTTP status, and the headers are those of the first response: read the result where they point. Do not send it with a new key.");

    /// <summary>A request with this key is in progress.</summary>
    public static ApiError IdempotencyInProgress { get; } = new(409, "IDEMPOTENCY_IN_PROGRESS", "This very request is being worked on. Send it again after Retry-After, with the same Idempotency-Key, to get its answer.") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>The body did not arrive in time.</summary>
    public static ApiError RequestTimeout { get; } = new(408, "REQUEST_TIMEOUT", "The request did not arrive in time, and nothing was done. Send it again.") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>The body is too large.</summary>
    public static ApiError BodyTooLarge { get; } = new(413, "BODY_TOO_LARGE", "The body is larger than this path takes.");

    /// <summary>The body is not JSON.</summary>
    public static ApiError UnsupportedMediaType { get; } = new(415, "UNSUPPORTED_MEDIA_TYPE", "Send the body as Content-Type: application/json.");

    /// <summary>Too many visitors without a user join from one network.</summary>
    internal static ApiError RateLimitedFor(TimeSpan retryAfter) =>
        new(429, "RATE_LIMITED", "Too many join from this network without a log-in. Log in, or try again after Retry-After.") { RetryAfter = retryAfter };

    /// <summary>One session makes more requests than a person.</summary>
    internal static ApiError TooManyRequests(TimeSpan retryAfter) =>
        new(429, "RATE_LIMITED", "This session sends too many requests. Try again after Retry-After.") { RetryAfter = retryAfter };

    /// <summary>One session holds too many connections that last.</summary>
    internal static ApiError TooManyConnections { get; } =
        new(429, "RATE_LIMITED", "This session has as many open connections as it may. Close one and try again.") { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>The console has no policies, and the request does not come from this machine.</summary>
    internal static ApiError OperatorNotConfigured { get; } = new(403, "ACCESS_DENIED", "In Development without a ChangePolicy only a request from this machine to a loopback address (http://localhost:…) is an operator. Set ChangePolicy in MapWaitingRoomOperator() for all others.");

    /// <summary>The user is no operator, or may only look.</summary>
    internal static ApiError OperatorForbidden { get; } = new(403, "ACCESS_DENIED", "You may not do this. Log in as an operator who may.");

    /// <summary>A change without the header that no form and no other site can send.</summary>
    internal static ApiError OperatorHeaderMissing { get; } = new(403, "OPERATOR_HEADER_REQUIRED", "Send the header X-Operator with any value, and Sec-Fetch-Site: same-origin or an Origin that is this one.");

    /// <summary>A page of another site sent it.</summary>
    internal static ApiError NotSameOrigin { get; } = new(403, "NOT_SAME_ORIGIN", "Operators change nothing from another site. Send Sec-Fetch-Site: same-origin, or an Origin that is this one.");

    /// <summary>What holds for everybody needs the event's name.</summary>
    internal static ApiError ConfirmationRequired { get; } = new(400, "CONFIRMATION_REQUIRED", "This holds for everybody at once. Send the id of the event in confirm, too.");

    /// <summary>Nobody is known by that.</summary>
    internal static ApiError VisitorNotFound { get; } = new(404, "VISITOR_NOT_FOUND", "Nobody is known by that in this event.");

    /// <summary>There is no such removal any more.</summary>
    internal static ApiError UndoNotFound { get; } = new(404, "UNDO_NOT_FOUND", "There is no such removal in this event.");

    /// <summary>Another operator was faster.</summary>
    internal static ApiError SettingsChanged { get; } = new(409, "SETTINGS_CHANGED", "The settings were changed after you looked at them. Look at them again.");

    /// <summary>More would be removed than the operator saw.</summary>
    internal static ApiError GroupGrew { get; } = new(409, "GROUP_GREW", "The group is larger than the count that you sent, by more than a tenth. Look at it again.");

    /// <summary>The engine refuses a value, and says why.</summary>
    internal static ApiError InvalidValue(string message) => new(400, "INVALID_VALUE", message);

    /// <summary>An unforeseen failure.</summary>
    public static ApiError InternalError { get; } = new(500, "INTERNAL_ERROR", "Something went wrong here. Try again; if it stays, report the trace_id.");

    /// <summary>The store does not answer.</summary>
    public static ApiError QueueUnavailable { get; } = new(503, "QUEUE_UNAVAILABLE", "The queue cannot be reached for the moment. Your place is kept: try again after Retry-After.") { RetryAfter = TimeSpan.FromSeconds(2) };

    /// <summary>The row for a response that has a status and no body; null for a status that is not in the table.</summary>
    internal static ApiError? Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => InvalidRequest,
        StatusCodes.Status401Unauthorized => MissingAuthorization,
        StatusCodes.Status403Forbidden => AccessDenied,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        StatusCodes.Status408RequestTimeout => RequestTimeout,
        StatusCodes.Status413PayloadTooLarge => BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType,
        StatusCodes.Status500InternalServerError => InternalError,
        _ => null,
    };
}
