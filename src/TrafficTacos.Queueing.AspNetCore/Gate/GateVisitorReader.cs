using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Reads the cookies of an event, and the session's header.</summary>
internal sealed class GateVisitorReader(GateCookies cookies, BrowserIdentities browsers, IOptions<WaitingRoomHttpOptions> http)
{
    public async ValueTask<GateVisitor> ReadAsync(HttpContext context, string eventId)
    {
        var identity = cookies.Read(context, eventId, CookieKind.Identity);
        var session = cookies.Read(context, eventId, CookieKind.Session);
        return new GateVisitor
        {
            BrowserId = identity is null ? null : await browsers.ReadAsync(identity, context.RequestAborted).ConfigureAwait(false),
            WaitingToken = cookies.Read(context, eventId, CookieKind.Place),
            SessionToken = session ?? RequestReader.SessionToken(context, http.Value),
            IsSessionOfBrowser = session is not null,
            UserId = await http.Value.UserIdSelector(context).ConfigureAwait(false),
        };
    }
}
