using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Reads the cookies of an event, and where there is no session among them the session's header.</summary>
internal sealed class GateVisitorReader(GateCookies cookies, SessionCookie sessions, BrowserIdentities browsers, IWaitingRoom room, IOptions<WaitingRoomHttpOptions> http)
{
    public async ValueTask<GateVisitor> ReadAsync(HttpContext context, string eventId)
    {
        var identity = cookies.Read(context, eventId, CookieKind.Identity);
        var browserId = await browsers.ReadAsync(identity, context.RequestAborted).ConfigureAwait(false);
        // A program that sends a header beside a live cookie, such as a script that kept an old token, must not lose the session by it.
        var cookie = await sessions.ReadAsync(context, eventId, browserId).ConfigureAwait(false);
        return new GateVisitor
        {
            Identity = browserId is null ? null : identity,
            BrowserId = browserId,
            SessionToken = cookie ?? RequestReader.SessionToken(context, http.Value),
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
