using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Idempotency;
using TrafficTacos.Queueing.AspNetCore.Requests;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Documentation;

/// <summary>What OpenAPI is told of the queue's endpoints.</summary>
internal static class QueueDocumentation
{
    private static readonly DateTimeOffset Opening = new(2026, 12, 24, 10, 0, 0, TimeSpan.Zero);

    private const string WaitingToken = "AQAABj0pWk9Ft3hVbWUtd2FpdGluZy10b2tlbg";

    public static void DescribeJoin(this RouteHandlerBuilder endpoint, WaitingRoomHttpOptions http, bool refusesDuplicates, bool isLimited)
    {
        endpoint
            .WithMetadata(new OperationNameMetadata("QueueJoin"))
            .WithDescription(
                "One user has one place in an event; without a user, one Idempotency-Key has. Joining again answers the token of that place, "
                + "with `Idempotency-Replayed: true`. Who brings the waiting token of a place keeps it, also through a log-in. Who has an "
                + "unspent pass or a session gets it again, with `status` `admitted`."
                + (refusesDuplicates ? " A user who has a place already, and did not send its key, gets 409 with the token of that place." : ""))
            .WithMetadata(new RequestParameterMetadata(
                RequestReader.IdempotencyKeyHeader,
                RequestParameterLocation.Header,
                "1 to 255 printable ASCII characters, made up by the client, so that a repeated request is one place.",
                AdmissionDocumentation.Key))
            .WithMetadata(new RequestParameterMetadata(
                http.WaitingTokenHeader,
                RequestParameterLocation.Header,
                "The waiting token of the place that the visitor has, from before a reload or a log-in.",
                WaitingToken))
            .WithMetadata(new ResponseHeaderMetadata(StoredResponse.ReplayedHeader, "`true` when the user or the key has this place already.", "true"))
            .WithRequestExample("a visitor", new Wire.JoinRequest("concert-2026", "web"), WireJson.Default.JoinRequest)
            .WithResponseExample(
                StatusCodes.Status202Accepted, "joined", new JoinResponse(WaitingToken, 1284, "waiting", 15000), WireJson.Default.JoinResponse)
            .WithResponseExample(
                StatusCodes.Status202Accepted,
                "admitted",
                new JoinResponse(WaitingToken, 0, "admitted", 2000, AdmissionDocumentation.Pass, 21),
                WireJson.Default.JoinResponse)
            .WithErrors(
                ApiErrors.InvalidRequest, ApiErrors.MissingEventId, ApiErrors.InvalidEventId, ApiErrors.EventNotFound, ApiErrors.EventClosed,
                ApiErrors.InvalidIdempotencyKey, ApiErrors.IdempotencyConflict, ApiErrors.BodyTooLarge, ApiErrors.UnsupportedMediaType)
            .WithError(
                ApiErrors.EventNotOpen,
                error => new EventNotOpenResponse(error, "scheduled", "normal", null, Opening.AddMinutes(-30), Opening),
                WireJson.Default.EventNotOpenResponse);
        if (isLimited)
            endpoint.WithErrors(ApiErrors.RateLimitedFor(TimeSpan.FromSeconds(1)));
        if (refusesDuplicates)
            endpoint.WithError(ApiErrors.DuplicateRequest, error => new DuplicateJoinResponse(error, WaitingToken), WireJson.Default.DuplicateJoinResponse);
    }

    public static void DescribeStatus(this RouteHandlerBuilder endpoint, WaitingRoomHttpOptions http) => endpoint
        .WithMetadata(new OperationNameMetadata("QueueStatus"))
        .WithDescription(
            "Asking is the heartbeat that keeps the place: ask again after `poll_after_ms`. `status` is `waiting`, `ready` (enter now), `admitted` "
            + "(the visitor has an unspent pass or a session) or `expired` (the place is gone: join again). A ready visitor has at least `enter_within_sec`; a "
            + "visitor who does not enter in time is passed over, and the next question brings them back, further behind. A visitor who "
            + "was away finds the place again for an hour. Times are whole seconds; `eta_sec` is 0 only when ready.")
        .WithMetadata(TokenParameters(http))
        .WithMetadata(new RequestParameterMetadata(
            QueueHandlers.HiddenParameter,
            RequestParameterLocation.Query,
            "`true` from a page that is not visible. Browsers let such pages run about once a minute, and the place is kept for longer.",
            "true"))
        .WithResponseExample(StatusCodes.Status200OK, "waiting", Status("waiting", 312, 7, 11, 3), WireJson.Default.StatusResponse)
        .WithResponseExample(StatusCodes.Status200OK, "ready", Status("ready", 4, 0, 0, 26), WireJson.Default.StatusResponse)
        .WithResponseExample(StatusCodes.Status200OK, "admitted", Status("admitted", 0, 0, 0, 28) with { ReservationToken = AdmissionDocumentation.Pass, TtlSec = 21 }, WireJson.Default.StatusResponse)
        .WithResponseExample(StatusCodes.Status200OK, "inside", Status("admitted", 0, 0, 0, 190) with { SessionToken = SessionDocumentation.SessionToken, ExpiresInSec = 412 }, WireJson.Default.StatusResponse)
        .WithResponseExample(StatusCodes.Status200OK, "expired", Status("expired", 0, 0, 0, 410), WireJson.Default.StatusResponse)
        .WithErrors(ApiErrors.MissingToken, ApiErrors.TokenNotFound);

    public static void DescribeEnter(this RouteHandlerBuilder endpoint, WaitingRoomHttpOptions http, bool requiresUser) => endpoint
        .WithMetadata(new OperationNameMetadata("QueueEnter"))
        .WithDescription(
            "Grants exactly when the status is `ready`. The reservation token then opens what it protects, once, within `ttl_sec`. Entering again while it "
            + "lives answers the same one. The waiting token may come in the body, the header or the query.")
        .WithMetadata(TokenParameters(http))
        .WithRequestExample("a visitor", new Wire.EnterRequest(WaitingToken), WireJson.Default.EnterRequest)
        .WithResponseExample(StatusCodes.Status200OK, "granted", new EnterResponse("granted", AdmissionDocumentation.Pass, 30), WireJson.Default.EnterResponse)
        .WithErrors(ApiErrors.InvalidRequest, ApiErrors.MissingToken)
        .WithErrors(requiresUser ? [ApiErrors.MissingAuthorization] : [])
        .WithErrors(ApiErrors.AccessDenied, ApiErrors.AlreadyAdmitted, ApiErrors.TokenNotFound, ApiErrors.BodyTooLarge, ApiErrors.UnsupportedMediaType)
        .WithError(
            new ApiError(ApiErrors.NotReady.Status, ApiErrors.NotReady.Code, ApiErrors.NotReady.Message) { RetryAfter = TimeSpan.FromMilliseconds(6240) },
            error => new EnterDeniedResponse("denied", "You are number 312; it is not your turn yet.", 6240, 312, error),
            WireJson.Default.EnterDeniedResponse);

    public static void DescribeLeave(this RouteHandlerBuilder endpoint, WaitingRoomHttpOptions http) => endpoint
        .WithMetadata(new OperationNameMetadata("QueueLeave"))
        .WithDescription("Leaving twice, or after the place is gone, is no error.")
        .WithMetadata(TokenParameters(http))
        .WithResponseExample(StatusCodes.Status200OK, "left", new LeaveResponse("left", "You have left the queue."), WireJson.Default.LeaveResponse)
        .WithErrors(ApiErrors.MissingToken, ApiErrors.TokenNotFound);

    public static void DescribeSoftLeave(this RouteHandlerBuilder endpoint, WaitingRoomHttpOptions http) => endpoint
        .WithMetadata(new OperationNameMetadata("QueueLeaveSoftly"))
        .WithDescription(
            "For `navigator.sendBeacon` when a page closes or reloads: any body or none, and no header is needed. A status call takes the place back: "
            + "within 30 seconds as if nothing had happened, within an hour if the visitors who are ready have not passed it.")
        .WithMetadata(TokenParameters(http))
        .WithResponseExample(
            StatusCodes.Status200OK,
            "left",
            new LeaveResponse("left", "Your place is kept for a while; ask for the status to take it back."),
            WireJson.Default.LeaveResponse)
        .WithErrors(ApiErrors.MissingToken, ApiErrors.TokenNotFound);

    public static object[] TokenParameters(WaitingRoomHttpOptions http) =>
    [
        new RequestParameterMetadata(
            http.WaitingTokenQuery, RequestParameterLocation.Query, "The waiting token, where no header can be sent.", WaitingToken),
        new RequestParameterMetadata(
            http.WaitingTokenHeader,
            RequestParameterLocation.Header,
            "The waiting token. It wins over the query, and unlike it does not end up in logs.",
            WaitingToken),
    ];

    private static StatusResponse Status(string status, long position, long eta, long p90, long waited) =>
        new(status, position, eta, waited, status is "ready", p90, status is "waiting" ? 0.85 : 1, 1284, false, "normal", 2000, status is "ready" ? 10 : null) { SupportCode = "7K3M-Q2ZD" };
}
