using Microsoft.Extensions.Options;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.Storage;

/// <summary>The connection to Redis for everything but the queue.</summary>
internal static class GatewayRedisSetup
{
    /// <summary>Without a Redis nothing is registered, and each piece keeps its data in this process.</summary>
    public static void AddGatewayRedis(this IServiceCollection services, RedisSettings settings)
    {
        if (settings.Options is not { } options)
            return;
        services.AddSingleton(provider => new GatewayRedis(
            options,
            keyPrefix: provider.GetRequiredService<IOptions<WaitingRoomOptions>>().Value.KeyPrefix,
            time: provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<GatewayRedis>().Keys.Kinds);
    }
}
