using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.WaitingRoom;

/// <summary>The waiting room, as any application adds it.</summary>
internal static class WaitingRoomSetup
{
    public static void AddGatewayWaitingRoom(this IServiceCollection services, WaitingRoomSettings settings, RedisSettings redis)
    {
        var waitingRoom = services.AddWaitingRoom(settings.Section).AddHttp();
        waitingRoom.AddQueuePage(settings.PageReturnUrl);
        if (redis.Options is { } options)
            waitingRoom.UseRedis(options);
        if (!settings.HasSampleSale)
            return;
        services.Configure<WaitingRoomOptions>(SampleSale.Configure);
        services.AddHostedService<SampleSale>();
    }

    /// <summary>The page of the queue and the calls of its script have the rules of the API.</summary>
    public static void UseGatewayWaitingRoom(this IApplicationBuilder app, WaitingRoomSettings settings) =>
        app.UseWaitingRoom(options => Apply(settings, options.Endpoints));

    /// <summary>Status and leave go by the waiting token alone: a log-in that ends during the wait must not cost the place.</summary>
    public static void MapGatewayWaitingRoom(this IEndpointRouteBuilder app, WaitingRoomSettings settings, string prefix) =>
        app.MapWaitingRoom(prefix + "/queue", options => Apply(settings, options)).Add(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route }
                && (route.EndsWith("/status", StringComparison.Ordinal) || route.EndsWith("/leave", StringComparison.Ordinal)))
                endpoint.Metadata.Add(IgnoreBearerTokenMetadata.Instance);
        });

    private static void Apply(WaitingRoomSettings settings, WaitingRoomEndpointOptions options)
    {
        options.RequireUserToEnter = settings.RequireUserToEnter;
        options.JoinsPerNetwork = settings.JoinsPerNetwork;
    }
}
