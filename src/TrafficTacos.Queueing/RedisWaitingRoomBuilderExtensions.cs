using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrafficTacos.Queueing.Idempotency;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing;

/// <summary>Keeps the waiting room in Redis 7 or newer: standalone, with TLS, or a cluster.</summary>
public static class RedisWaitingRoomBuilderExtensions
{
    /// <summary>Connects by a connection string of StackExchange.Redis.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <param name="connectionString">For example <c>localhost:6379</c> or <c>redis.example:6380,ssl=true,password=…</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The string cannot be read.</exception>
    public static WaitingRoomBuilder UseRedis(this WaitingRoomBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.UseRedis(ConfigurationOptions.Parse(connectionString));
    }

    /// <summary>Connects by StackExchange.Redis' own options. Timeouts follow <see cref="WaitingRoomOptions.StoreTimeout"/>; the
    /// connection is made on first use, and made again whenever it is lost.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <param name="configuration">End points, password, TLS, database.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder UseRedis(this WaitingRoomBuilder builder, ConfigurationOptions configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration.EndPoints.Count == 0)
            throw new ArgumentException("No Redis end point is given; one looks like 'localhost:6379'.", nameof(configuration));
        return builder.UseRedis((services, timeout, time) => RedisConnection.Own(configuration, timeout, time));
    }

    /// <summary>Uses a multiplexer of the application, which keeps it and closes it.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <param name="multiplexer">Finds the multiplexer, for example <c>services.GetRequiredService&lt;IConnectionMultiplexer&gt;()</c>.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder UseRedis(this WaitingRoomBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> multiplexer)
    {
        ArgumentNullException.ThrowIfNull(multiplexer);
        return builder.UseRedis((services, timeout, time) => RedisConnection.Of(multiplexer(services), timeout, time));
    }

    private static WaitingRoomBuilder UseRedis(this WaitingRoomBuilder builder, Func<IServiceProvider, TimeSpan, TimeProvider, RedisConnection> connection)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.RemoveAll<RedisConnection>();
        builder.Services.AddSingleton(services => connection(
            services,
            services.GetRequiredService<IOptions<WaitingRoomOptions>>().Value.StoreTimeout,
            services.GetRequiredService<TimeProvider>()));
        builder.Services.Replace(ServiceDescriptor.Singleton<IQueueStore>(
            services => new RedisQueueStore(services.GetRequiredService<RedisConnection>())));
        builder.Services.Replace(ServiceDescriptor.Singleton<IIdempotencyStore>(
            services => new RedisIdempotencyStore(services.GetRequiredService<RedisConnection>())));
        return builder;
    }
}
