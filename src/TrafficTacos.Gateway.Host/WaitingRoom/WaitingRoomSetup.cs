using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.WaitingRoom;

/// <summary>The waiting room, as any application adds it.</summary>
internal static class WaitingRoomSetup
{
    public static void AddGatewayWaitingRoom(this IServiceCollection services, WaitingRoomSettings settings, RedisSettings redis)
    {
        var waitingRoom = services.AddWaitingRoom(settings.Section).AddHttp();
        waitingRoom.AddQueuePage();
        if (redis.Options is { } options)
            waitingRoom.UseRedis(options);
        if (!settings.HasSampleSale)
            return;
        services.Configure<WaitingRoomOptions>(SampleSale.Configure);
        services.AddHostedService<SampleSale>();
    }

    /// <summary>Status and leave go by the waiting token alone: a log-in that ends during the wait must not cost the place.</summary>
    public static void MapGatewayWaitingRoom(this IEndpointRouteBuilder app, WaitingRoomSettings settings, string prefix) =>
        app.MapWaitingRoom(prefix + "/queue", options =>
        {
            options.RequireUserToEnter = settings.RequireUserToEnter;
            options.JoinsPerNetwork = settings.JoinsPerNetwork;
        }).Add(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route }
                && (route.EndsWith("/status", StringComparison.Ordinal) || route.EndsWith("/leave", StringComparison.Ordinal)))
                endpoint.Metadata.Add(IgnoreBearerTokenMetadata.Instance);
        });
}
