using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Idempotency;
using TrafficTacos.Queueing.AspNetCore.Requests;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>From the request to the waiting room and back. A client that hangs up does not stop an operation: it takes a millisecond,
/// is bounded by the store's timeout, and its outcome is better known.</summary>
internal static class QueueHandlers
{
    /// <summary>The query parameter with which a page says that it is not visible.</summary>
    public const string HiddenParameter = "hidden";

    public static async Task<IResult> JoinAsync(HttpContext context, WaitingRoomEndpointOptions options, JoinLimit? limit)
    {
        var (body, error) = await RequestReader.BodyAsync(context, WireJson.Default.JoinRequest).ConfigureAwait(false);
        if (body is null)
            return error!;
        if (string.IsNullOrEmpty(body.EventId))
            return ApiErrors.MissingEventId;
        if (!EventIdFormat.IsValid(body.EventId))
            return ApiErrors.InvalidEventId;
        if (!RequestReader.TryIdempotencyKey(context, out var key))
            return ApiErrors.InvalidIdempotencyKey;

        RequestReader.TryWaitingToken(context, RequestReader.Http(context), out var token);
        var cookies = context.Features.Get<QueueCookies>();
        if (cookies is not null && await cookies.RefuseAsync(context, body.EventId).ConfigureAwait(false) is { } refused)
            return refused;
        var request = new Queueing.JoinRequest
        {
            EventId = body.EventId,
            UserId = await RequestReader.UserAsync(context).ConfigureAwait(false),
            BrowserId = cookies is null ? null : await cookies.IdentifyAsync(context, body.EventId).ConfigureAwait(false),
            IdempotencyKey = key,
            WaitingToken = token,
            Label = body.UserId,
            Group = RequestReader.Group(context),
        };
        if (request.UserId is null && limit?.TryTake(body.EventId, context.Connection.RemoteIpAddress) is { } retryAfter)
            return ApiErrors.RateLimitedFor(retryAfter);
        var joined = await Room(context).JoinAsync(request).ConfigureAwait(false);
        if (joined.Outcome != JoinOutcome.EventNotFound)
            context.RequestServices.GetService<EventSpelling>()?.Note(body.EventId);
        switch (joined.Outcome)
        {
            case JoinOutcome.KeyConflict:
                return ApiErrors.IdempotencyConflict;
            case JoinOutcome.EventNotFound:
                return ApiErrors.EventNotFound;
            case JoinOutcome.UserRequired:
                return ApiErrors.MissingAuthorization;
            case JoinOutcome.Closed:
                return ApiErrors.EventClosed;
            case JoinOutcome.NotOpen:
                var notOpen = new EventNotOpenResponse(
                    ApiErrors.EventNotOpen.Detail(context), EventNames.NameOf(joined.Event!.Phase), EventNames.NameOf(joined.Event.Mode),
                    EventNames.MessageOf(joined.Event, context.Request), joined.Event.GatherAt, joined.Event.OpensAt);
                return Respond(ApiErrors.EventNotOpen.Status, notOpen, WireJson.Default.EventNotOpenResponse);
            case JoinOutcome.Duplicate when options.RefuseDuplicateJoin:
                var duplicate = new DuplicateJoinResponse(ApiErrors.DuplicateRequest.Detail(context), joined.WaitingToken!);
                return Respond(ApiErrors.DuplicateRequest.Status, duplicate, WireJson.Default.DuplicateJoinResponse);
            case JoinOutcome.Duplicate:
            case JoinOutcome.AlreadyWaiting:
                context.Response.Headers[StoredResponse.ReplayedHeader] = "true";
                context.Response.Headers[StoredResponse.CachedHeader] = "true";
                break;
        }

        cookies?.KeepPlace(context, body.EventId, joined.WaitingToken!);
        var response = new JoinResponse(joined.WaitingToken!, joined.Position, VisitorWords.NameOf(joined.State) ?? "waiting", Milliseconds(joined.PollAfter), joined.ReservationToken, TimeToLive(joined.ReservationToken, joined.TimeToLive),
            joined.SessionToken, ExpiresIn(joined.SessionToken, joined.TimeToLive))
        {
            Phase = EventNames.NameOf(joined.Event?.Phase ?? EventPhase.Open),
            Mode = EventNames.NameOf(joined.Event?.Mode ?? EventMode.Normal),
            BoardKey = BoardRowConverter.TextOf(joined.BoardKey),
        };
        return Respond(StatusCodes.Status202Accepted, response, WireJson.Default.JoinResponse);
    }

    public static async Task<IResult> StatusAsync(HttpContext context)
    {
        if (!RequestReader.TryWaitingToken(context, RequestReader.Http(context), out var token))
            return ApiErrors.MissingToken;
        var hidden = string.Equals(context.Request.Query[HiddenParameter], "true", StringComparison.OrdinalIgnoreCase);
        var status = await Room(context).GetStatusAsync(new StatusRequest { WaitingToken = token, Hidden = hidden }).ConfigureAwait(false);
        if (VisitorWords.NameOf(status.State) is not { } name)
            return ApiErrors.TokenNotFound;
        context.Features.Set(new PollAdvice(status.PollAfter, status.State != VisitorState.Expired));
        var response = new StatusResponse(
            name,
            status.Position,
            VisitorWords.EtaSeconds(status.EstimatedWait, status.State),
            (long)status.Waited.TotalSeconds,
            status.State == VisitorState.Ready,
            VisitorWords.EtaSeconds(status.EstimatedWaitP90, status.State),
            Math.Round(status.Confidence, 2),
            status.QueueLength,
            status.Mode == EventMode.Paused,
            EventNames.NameOf(status.Mode),
            Milliseconds(status.PollAfter),
            status.EnterWithin is { } within ? (long)within.TotalSeconds : null,
            status.WaitingToken,
            status.ReservationToken,
            TimeToLive(status.ReservationToken, status.TimeToLive),
            status.SessionToken,
            ExpiresIn(status.SessionToken, status.TimeToLive),
            status.ShoppersFull)
        {
            Phase = EventNames.NameOf(status.Phase),
            Message = EventNames.MessageOf(status.Event, context.Request),
            DrawNumber = status.DrawNumber,
            SupportCode = status.SupportCode,
            BoardKey = BoardRowConverter.TextOf(status.BoardKey),
            OpensAt = status.Phase is EventPhase.Scheduled or EventPhase.Gathering ? status.Event?.OpensAt : null,
        };
        return Respond(StatusCodes.Status200OK, response, WireJson.Default.StatusResponse);
    }

    public static async Task<IResult> EnterAsync(HttpContext context, WaitingRoomEndpointOptions options)
    {
        var user = await RequestReader.UserAsync(context).ConfigureAwait(false);
        if (user is null && options.RequireUserToEnter && context.Features.Get<AnonymousEntry>() is null)
            return ApiErrors.MissingAuthorization;

        if (RequestReader.TryWaitingToken(context, RequestReader.Http(context), out var token))
            return await EnterAsync(context, token, user).ConfigureAwait(false);
        if (context.Request.Headers.ContainsKey(RequestReader.Http(context).WaitingTokenHeader))
            return ApiErrors.MissingToken;
        var (body, error) = await RequestReader.BodyAsync(context, WireJson.Default.EnterRequest).ConfigureAwait(false);
        if (body is null)
            return error!;
        return string.IsNullOrEmpty(body.WaitingToken)
            ? ApiErrors.MissingToken
            : await EnterAsync(context, body.WaitingToken, user).ConfigureAwait(false);
    }

    public static async Task<IResult> LeaveAsync(HttpContext context) => await LeaveAsync(context, LeaveMode.Immediate).ConfigureAwait(false);

    public static async Task<IResult> LeaveSoftlyAsync(HttpContext context) => await LeaveAsync(context, LeaveMode.Soft).ConfigureAwait(false);

    private static async Task<IResult> EnterAsync(HttpContext context, string token, string? user)
    {
        var entered = await Room(context).EnterAsync(new Queueing.EnterRequest { WaitingToken = token, UserId = user }).ConfigureAwait(false);
        switch (entered.Outcome)
        {
            case EnterOutcome.Granted:
                var granted = new EnterResponse("granted", entered.ReservationToken!, (long)Math.Ceiling(entered.TimeToLive.TotalSeconds));
                return Respond(StatusCodes.Status200OK, granted, WireJson.Default.EnterResponse);
            case EnterOutcome.NotReady:
                var error = ApiErrors.NotReady.Detail(context);
                var denied = new EnterDeniedResponse("denied", EventNames.ReasonOf(entered), Math.Max(1, Milliseconds(entered.RetryAfter)), entered.Position, error);
                return Respond(ApiErrors.NotReady.Status, denied, WireJson.Default.EnterDeniedResponse, entered.RetryAfter);
            case EnterOutcome.AccessDenied:
                return ApiErrors.AccessDenied;
            case EnterOutcome.AlreadyAdmitted:
                return ApiErrors.AlreadyAdmitted;
            case EnterOutcome.Expired:
                return ApiErrors.PlaceGone;
            default:
                return ApiErrors.TokenNotFound;
        }
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, LeaveMode mode)
    {
        if (!RequestReader.TryWaitingToken(context, RequestReader.Http(context), out var token))
            return ApiErrors.MissingToken;
        var outcome = (await Room(context).LeaveAsync(new LeaveRequest { WaitingToken = token, Mode = mode }).ConfigureAwait(false)).Outcome;
        if (outcome == LeaveOutcome.Unknown)
            return ApiErrors.TokenNotFound;
        var message = outcome == LeaveOutcome.AlreadyGone ? "You had no place in the queue any more."
            : mode == LeaveMode.Soft ? "Your place is kept for a while; ask for the status to take it back."
            : "You have left the queue.";
        return Respond(StatusCodes.Status200OK, new LeaveResponse("left", message), WireJson.Default.LeaveResponse);
    }

    private static IWaitingRoom Room(HttpContext context) => context.RequestServices.GetRequiredService<IWaitingRoom>();

    private static JsonResponse<T> Respond<T>(
        int status, T body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, TimeSpan? retryAfter = null) =>
        new(status, body, type, retryAfter);

    private static long? TimeToLive(string? pass, TimeSpan left) => pass is null ? null : (long)Math.Ceiling(left.TotalSeconds);

    private static long? ExpiresIn(string? session, TimeSpan left) => session is null ? null : (long)left.TotalSeconds;

    private static long Milliseconds(TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);
}
