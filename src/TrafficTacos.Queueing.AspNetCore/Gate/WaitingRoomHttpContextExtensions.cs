using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing.AspNetCore.Gate;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>The visitor of a request behind <c>UseWaitingRoom()</c>.</summary>
public static class WaitingRoomHttpContextExtensions
{
    /// <summary>The shopper whose session let the request pass. Null where no session did: at an endpoint without a waiting room, for an
    /// exclusion, while the event is off, and at a browser's very first request, whose session opens when it comes back.</summary>
    /// <param name="context">The request.</param>
    public static Shopper? GetShopper(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<ShopperFeature>()?.Shopper;
    }

    /// <summary>
    /// Does what the waiting room does with a session, for an endpoint that learns the event from its own body: finds the session that the
    /// request brings, as a cookie or in the header, and uses it.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="eventId">The event.</param>
    /// <returns>The shopper, or null if the request has no live session of this event and user, or the text is no event id.</returns>
    /// <exception cref="WaitingRoomUnavailableException">The store does not answer.</exception>
    public static async ValueTask<Shopper?> FindShopperAsync(this HttpContext context, string eventId)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!EventIdFormat.IsValid(eventId))
            return null;
        var services = context.RequestServices;
        var visitor = await Services.Find<GateVisitorReader>(services, nameof(FindShopperAsync)).ReadAsync(context, eventId).ConfigureAwait(false);
        var found = await services.GetRequiredService<VisitorGate>().FindSessionAsync(eventId, visitor, CancellationToken.None).ConfigureAwait(false);
        return found?.Session is { } session ? new Shopper(session, visitor.UserId, ReleaseAsync, CancellationToken.None) : null;

        Task ReleaseAsync() => services.GetRequiredService<IShopperSessions>().ReleaseAsync(
            new SessionRequest { SessionToken = found.SessionToken!, EventId = eventId, UserId = visitor.UserId }, CancellationToken.None);
    }
}
