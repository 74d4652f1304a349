using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Reads the cookies of an event, and the session's header.</summary>
internal sealed class GateVisitorReader(GateCookies cookies, SessionCookie sessions, BrowserIdentities browsers, IWaitingRoom room, IOptions<WaitingRoomHttpOptions> http)
{
    public async ValueTask<GateVisitor> ReadAsync(HttpContext context, string eventId)
    {
        var identity = cookies.Read(context, eventId, CookieKind.Identity);
        var browserId = await browsers.ReadAsync(identity, context.RequestAborted).ConfigureAwait(false);
        var own = RequestReader.SessionToken(context, http.Value);
        var cookie = own is null ? await sessions.ReadAsync(context, eventId, browserId).ConfigureAwait(false) : null;
        return new GateVisitor
        {
            Identity = browserId is null ? null : identity,
            BrowserId = browserId,
            SessionToken = own ?? cookie,
            IsSessionOfBrowser = cookie is not null,
            UserId = await http.Value.UserIdSelector(context).ConfigureAwait(false),
        };
    }

    /// <summary>Adds the place, whose signature a shopper's request need not wait for.</summary>
    public async ValueTask ReadPlaceAsync(HttpContext context, string eventId, GateVisitor visitor)
    {
        if (cookies.ReadPlace(context, eventId) is not { } found)
            return;
        var place = await room.ReadTokenAsync(found.Token, context.RequestAborted).ConfigureAwait(false);
        if (!string.Equals(place?.EventId, eventId, StringComparison.Ordinal))
            return;
        (visitor.WaitingToken, visitor.IsServed, visitor.IsPlaceOfUser) = (found.Token, found.IsServed, place!.IsOfUser);
    }
}
