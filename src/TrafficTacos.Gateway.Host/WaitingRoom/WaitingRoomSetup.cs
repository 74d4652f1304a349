using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.WaitingRoom;

/// <summary>The waiting room, as any application adds it.</summary>
internal static class WaitingRoomSetup
{
    public static void AddGatewayWaitingRoom(this IServiceCollection services, WaitingRoomSettings settings, RedisSettings redis)
    {
        var waitingRoom = services.AddWaitingRoom(settings.Section).AddHttp();
        if (redis.Options is { } options)
            waitingRoom.UseRedis(options);
    }

    public static void MapGatewayWaitingRoom(this IEndpointRouteBuilder app, string prefix) =>
        app.MapWaitingRoom(prefix + "/queue", options => options.RequireUserToEnter = true);
}
