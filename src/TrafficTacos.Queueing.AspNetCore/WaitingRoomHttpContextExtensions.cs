using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Gate;

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
}
