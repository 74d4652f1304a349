using TrafficTacos.Queueing.Yarp.Routes;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts waiting rooms in front of the routes of a reverse proxy.</summary>
public static class RouteWaitingRoomExtensions
{
    /// <summary>
    /// Puts a waiting room in front of every route whose metadata names a policy of <c>AddPolicy(…)</c>:
    /// <c>"Metadata": { "WaitingRoom": "checkout" }</c>. The value <c>Disable</c> keeps the waiting room away from the route, whatever else
    /// asks for it; <c>Default</c> and an empty value are the default policy, as <c>RequireWaitingRoom()</c> without a name. Case does not
    /// matter in the key, <c>Default</c> and <c>Disable</c>. Routes without the key are left as they are. Needs <c>app.UseWaitingRoom()</c>.
    /// </summary>
    /// <remarks>
    /// On every route of the proxy, gated or not, the cookies of the waiting room are removed from the requests that the destination
    /// gets, and cookies of those names and the header <c>Waiting-Room</c> from its responses. A gated destination that responds with
    /// <c>Waiting-Room: release</c> frees the visitor's seat. A route without a waiting room answers 404 to a target that a destination may
    /// read as the path of a route that has one, such as <c>//checkout/pay</c>.
    /// </remarks>
    /// <param name="builder">From <c>MapReverseProxy()</c>.</param>
    /// <returns>The builder.</returns>
    public static ReverseProxyConventionBuilder UseRouteWaitingRooms(this ReverseProxyConventionBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(RouteConvention.Apply);
        return builder;
    }
}
