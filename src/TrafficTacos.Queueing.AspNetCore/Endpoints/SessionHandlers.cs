using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Requests;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>Sessions of visitors who are inside, for clients that hold the token themselves.</summary>
internal static class SessionHandlers
{
    /// <summary>A visitor is warned this long before a session ends.</summary>
    internal static readonly TimeSpan Warning = TimeSpan.FromSeconds(30);

    public static async Task<IResult> OpenAsync(HttpContext context)
    {
        var pass = RequestReader.ReservationToken(context, RequestReader.Http(context));
        if (pass is null)
        {
            var (body, error) = await RequestReader.BodyAsync(context, WireJson.Default.OpenSessionRequest).ConfigureAwait(false);
            if (body is null)
                return error!;
            pass = body.ReservationToken;
        }

        if (string.IsNullOrEmpty(pass))
            return ApiErrors.AdmissionRequired;
        var opened = await Sessions(context).OpenAsync(
            new SessionOpenRequest { ReservationToken = pass, UserId = await RequestReader.UserAsync(context).ConfigureAwait(false) }).ConfigureAwait(false);
        if (opened.Session is { } session && context.Features.Get<QueueCookies>() is { } cookies)
            await cookies.KeepSessionAsync(context, session.EventId, opened.SessionToken!).ConfigureAwait(false);
        return opened.Outcome switch
        {
            SessionOpenOutcome.Opened => Created(opened.Session!, opened.SessionToken!),
            SessionOpenOutcome.InUse => ApiErrors.AdmissionInUse,
            SessionOpenOutcome.Spent => ApiErrors.AdmissionSpent,
            SessionOpenOutcome.Expired => ApiErrors.AdmissionExpired,
            _ => ApiErrors.AdmissionRequired,
        };
    }

    public static async Task<IResult> LookAsync(HttpContext context) => await RequestAsync(context).ConfigureAwait(false) is { } request
        ? await AnswerAsync(context, await Sessions(context).CheckAsync(request).ConfigureAwait(false)).ConfigureAwait(false)
        : ApiErrors.SessionNotFound;

    public static async Task<IResult> ExtendAsync(HttpContext context) => await RequestAsync(context).ConfigureAwait(false) is { } request
        ? await AnswerAsync(context, await Sessions(context).ExtendAsync(request).ConfigureAwait(false)).ConfigureAwait(false)
        : ApiErrors.SessionNotFound;

    public static async Task<IResult> ReleaseAsync(HttpContext context)
    {
        if (await RequestAsync(context).ConfigureAwait(false) is not { } request)
            return ApiErrors.SessionNotFound;
        var outcome = await Sessions(context).ReleaseAsync(request).ConfigureAwait(false);
        if (outcome == SessionReleaseOutcome.Unknown && context.Features.Get<QueueCookies>() is not null)
            outcome = await ReleasePassAsync(context, request).ConfigureAwait(false);
        if (outcome is SessionReleaseOutcome.Released or SessionReleaseOutcome.AlreadyEnded)
            context.Features.Get<QueueCookies>()?.Forget(context);
        return outcome switch
        {
            SessionReleaseOutcome.Released or SessionReleaseOutcome.AlreadyEnded =>
                new JsonResponse<SessionReleaseResponse>(StatusCodes.Status200OK, new SessionReleaseResponse("released"), WireJson.Default.SessionReleaseResponse, null),
            SessionReleaseOutcome.AccessDenied => ApiErrors.AccessDenied,
            _ => ApiErrors.SessionNotFound,
        };
    }

    /// <summary>After its very first request a browser's cookie is still the pass.</summary>
    private static async ValueTask<SessionReleaseOutcome> ReleasePassAsync(HttpContext context, SessionRequest request)
    {
        var opened = await Sessions(context).OpenAsync(new SessionOpenRequest { ReservationToken = request.SessionToken, UserId = request.UserId }).ConfigureAwait(false);
        return opened.SessionToken is null
            ? SessionReleaseOutcome.Unknown
            : await Sessions(context).ReleaseAsync(new SessionRequest { SessionToken = opened.SessionToken, UserId = request.UserId }).ConfigureAwait(false);
    }

    /// <summary>Null if there is no token. A look is no use: a page that shows the time that is left does not keep the session alive.</summary>
    private static async ValueTask<SessionRequest?> RequestAsync(HttpContext context) =>
        RequestReader.SessionToken(context, RequestReader.Http(context)) is { } token
            ? new SessionRequest { SessionToken = token, UserId = await RequestReader.UserAsync(context).ConfigureAwait(false), IsUse = false }
            : null;

    /// <summary>A browser that keeps the session in a cookie gets the newer token there, and its scripts never see it.</summary>
    private static async ValueTask<IResult> AnswerAsync(HttpContext context, SessionResult result)
    {
        if (result.Outcome != SessionOutcome.Live)
        {
            return result.Outcome switch
            {
                SessionOutcome.AtMaximum => ApiErrors.SessionAtMaximum,
                SessionOutcome.AccessDenied => ApiErrors.AccessDenied,
                _ => ApiErrors.SessionNotFound,
            };
        }

        if (result.RenewedToken is null || context.Features.Get<QueueCookies>() is not { } cookies)
            return Found(result.Session!, result.RenewedToken);
        await cookies.KeepSessionAsync(context, result.Session!.EventId, result.RenewedToken).ConfigureAwait(false);
        return Found(result.Session, null);
    }

    private static JsonResponse<OpenSessionResponse> Created(ShopperSession session, string token) => new(
        StatusCodes.Status201Created,
        new OpenSessionResponse(token, session.SessionId, (long)session.ExpiresIn.TotalSeconds, Seconds(session.ExtendableUntil)),
        WireJson.Default.OpenSessionResponse,
        null);

    private static JsonResponse<SessionResponse> Found(ShopperSession session, string? renewed)
    {
        var left = session.ExpiresIn;
        var warnIn = left > Warning ? left - Warning : TimeSpan.Zero;
        return new JsonResponse<SessionResponse>(
            StatusCodes.Status200OK,
            new SessionResponse(session.SessionId, session.EventId, (long)left.TotalSeconds, Seconds(session.ExtendableUntil), (long)warnIn.TotalSeconds, renewed),
            WireJson.Default.SessionResponse,
            null);
    }

    private static DateTime Seconds(DateTimeOffset time) => new(time.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);

    private static IShopperSessions Sessions(HttpContext context) => context.RequestServices.GetRequiredService<IShopperSessions>();
}
