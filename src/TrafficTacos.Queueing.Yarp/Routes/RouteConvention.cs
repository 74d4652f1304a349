using Microsoft.AspNetCore.Builder;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.Yarp.Forwarding;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace TrafficTacos.Queueing.Yarp.Routes;

/// <summary>Turns the metadata of a route into that of its endpoint.</summary>
internal static class RouteConvention
{
    /// <summary>The reserved values are those of YARP's own policies.</summary>
    private const string Default = nameof(Default);
    private const string Disable = nameof(Disable);
    private const string Key = "WaitingRoom";

    public static void Apply(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<RouteModel>().FirstOrDefault() is not { Transformer: not WaitingRoomTransformer } route)
            return;
        // YARP forwards by the model in the metadata. Replaced here, the transformer comes after every transform of the application.
        endpoint.Metadata[endpoint.Metadata.IndexOf(route)] = new RouteModel(route.Config, route.Cluster, new WaitingRoomTransformer(route.Transformer));
        if (endpoint.RequestDelegate is { } forward)
            endpoint.RequestDelegate = OpenRoute.Guard(forward);
        if (Metadata(route.Config) is not { } metadata)
            return;
        // Refuses requests where the services of the waiting room are missing; the attribute alone would leave the shop open.
        if (metadata is WaitingRoomAttribute)
            new OneEndpoint(endpoint).RequireWaitingRoom(metadata.PolicyName);
        endpoint.Metadata.Add(metadata);
    }

    /// <summary>An attribute, because the waiting room of a route comes before that of <c>MapReverseProxy().RequireWaitingRoom(…)</c>,
    /// wherever that call stands.</summary>
    private static IWaitingRoomMetadata? Metadata(RouteConfig route)
    {
        var value = route.Metadata?.FirstOrDefault(pair => string.Equals(pair.Key, Key, StringComparison.OrdinalIgnoreCase)).Value;
        if (value is null)
            return null;
        value = value.Trim();
        if (string.Equals(value, Disable, StringComparison.OrdinalIgnoreCase))
            return new DisableWaitingRoomAttribute();
        // A variable that was left blank must not open the shop.
        return new WaitingRoomAttribute(value.Length == 0 || string.Equals(value, Default, StringComparison.OrdinalIgnoreCase) ? null : value);
    }

    private sealed class OneEndpoint(EndpointBuilder endpoint) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention) => convention(endpoint);
    }
}
