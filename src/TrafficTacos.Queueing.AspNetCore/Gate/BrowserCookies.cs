using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Policies;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Keeps a visitor's identity, place and session in the cookies of the gate.</summary>
internal sealed class BrowserCookies(
    GateCookies cookies, SessionCookie sessions, BrowserIdentities browsers, FirstRequests firstRequests, PolicyNames names, IWaitingRoomPolicyProvider policies)
    : QueueCookies
{
    /// <summary>The event of the call, in its query.</summary>
    public const string EventParameter = "event_id";

    public override async ValueTask<string?> IdentifyAsync(HttpContext context, string eventId)
    {
        if (await browsers.ReadAsync(cookies.Read(context, eventId, CookieKind.Identity), context.RequestAborted).ConfigureAwait(false) is { } known)
            return known;
        var identity = await browsers.CreateAsync(context.RequestAborted).ConfigureAwait(false);
        cookies.Write(context, eventId, CookieKind.Identity, identity);
        return await browsers.ReadAsync(identity, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The gate's own rules: programs that keep no cookies take few places, and the policies of the event may refuse.</summary>
    public override async ValueTask<IResult?> RefuseAsync(HttpContext context, string eventId)
    {
        var isKnown = await browsers.ReadAsync(cookies.Read(context, eventId, CookieKind.Identity), context.RequestAborted).ConfigureAwait(false) is not null;
        if (!isKnown && !firstRequests.TryTake(eventId, context.Connection.RemoteIpAddress))
        {
            await IdentifyAsync(context, eventId).ConfigureAwait(false);
            return ApiErrors.RateLimitedFor(TimeSpan.FromSeconds(1));
        }

        foreach (var name in names.Find())
        {
            if (await policies.GetPolicyAsync(name, context.RequestAborted).ConfigureAwait(false) is { } policy
                // Which event a policy means that reads it from its own pages, nobody can say here, so it is asked for every one.
                && (policy.EventId is null || string.Equals(policy.EventId, eventId, StringComparison.Ordinal))
                && await WaitingRoomJoiningContext.AskAsync(policy, context, eventId).ConfigureAwait(false) is { } rejection)
            {
                return rejection;
            }
        }

        return null;
    }

    public override void KeepPlace(HttpContext context, string eventId, string waitingToken) => cookies.Write(context, eventId, CookieKind.Place, waitingToken);

    public override async ValueTask KeepSessionAsync(HttpContext context, string eventId, string sessionToken) =>
        await sessions.WriteAsync(context, eventId, sessionToken, (await IdentifyAsync(context, eventId).ConfigureAwait(false))!).ConfigureAwait(false);

    public override void Forget(HttpContext context)
    {
        if (context.Request.Query[EventParameter] is not [{ } eventId] || !EventIdFormat.IsValid(eventId))
            return;
        cookies.Delete(context, eventId, CookieKind.Session);
        cookies.Delete(context, eventId, CookieKind.Place);
    }
}
