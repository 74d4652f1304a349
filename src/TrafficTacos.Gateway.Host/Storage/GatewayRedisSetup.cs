namespace TrafficTacos.Gateway.Host.Storage;

/// <summary>The connection to Redis for everything but the queue.</summary>
internal static class GatewayRedisSetup
{
    /// <summary>Without a Redis nothing is registered, and each piece keeps its data in this process.</summary>
    public static void AddGatewayRedis(this IServiceCollection services, RedisSettings settings)
    {
        if (settings.Options is { } options)
            services.AddSingleton(_ => new GatewayRedis(options));
    }
}
