using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Endpoints;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Keeps a visitor's identity, place and session in the cookies of the gate.</summary>
internal sealed class BrowserCookies(GateCookies cookies, BrowserIdentities browsers) : QueueCookies
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

    public override void KeepPlace(HttpContext context, string eventId, string waitingToken) => cookies.Write(context, eventId, CookieKind.Place, waitingToken);

    public override void KeepSession(HttpContext context, string eventId, string sessionToken) => cookies.Write(context, eventId, CookieKind.Session, sessionToken);

    public override void Forget(HttpContext context)
    {
        if (context.Request.Query[EventParameter] is not [{ } eventId] || !EventIdFormat.IsValid(eventId))
            return;
        cookies.Delete(context, eventId, CookieKind.Session);
        cookies.Delete(context, eventId, CookieKind.Place);
    }
}
