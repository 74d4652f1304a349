using StackExchange.Redis;

namespace TrafficTacos.Gateway.Host.Storage;

/// <summary>The gateway's own connection to Redis, for all pieces that are not the queue.</summary>
internal static class GatewayRedisSetup
{
    /// <param name="services">The host's services.</param>
    /// <param name="redis">Where it is; null keeps in this process what those pieces keep.</param>
    public static void AddGatewayRedis(this IServiceCollection services, ConfigurationOptions? redis)
    {
        if (redis is not null)
            services.AddSingleton(_ => new GatewayRedis(redis));
    }
}
