using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Storage.Redis.Checks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the waiting room in Redis 7 or newer: standalone, with TLS, or a cluster.</summary>
public static class RedisWaitingRoomBuilderExtensions
{
    /// <summary>Connects with a connection string of StackExchange.Redis.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <param name="connectionString">For example <c>localhost:6379</c> or <c>redis.example:6380,ssl=true,password=…</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The string cannot be read.</exception>
    public static WaitingRoomBuilder UseRedis(this WaitingRoomBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.UseRedis(ConfigurationOptions.Parse(connectionString));
    }

    /// <summary>Connects with StackExchange.Redis' own options. Timeouts follow <see cref="WaitingRoomOptions.StoreTimeout"/>. The
    /// connection is made on first use, and again whenever it is lost.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <param name="configuration">End points, password, TLS, database.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder UseRedis(this WaitingRoomBuilder builder, ConfigurationOptions configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration.EndPoints.Count == 0)
            throw new ArgumentException("No Redis end point is given; an example is 'localhost:6379'.", nameof(configuration));
        return builder.UseRedis((services, timeout, time) => RedisConnection.Open(configuration, timeout, time, services.GetRequiredService<ScriptPermissions>()));
    }

    /// <summary>Uses the application's registered <see cref="IConnectionMultiplexer"/>, which the application closes.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder UseRedis(this WaitingRoomBuilder builder) =>
        builder.UseRedis(services => Task.FromResult(services.GetRequiredService<IConnectionMultiplexer>()));

    /// <summary>Uses a multiplexer of the application, which the application closes.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <param name="multiplexer">Finds or opens the multiplexer, on first use. If it fails, the next call tries again.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder UseRedis(this WaitingRoomBuilder builder, Func<IServiceProvider, Task<IConnectionMultiplexer>> multiplexer)
    {
        ArgumentNullException.ThrowIfNull(multiplexer);
        return builder.UseRedis((services, timeout, time) => RedisConnection.Use(
            () => multiplexer(services), timeout, time, services.GetRequiredService<ScriptPermissions>()));
    }

    private static WaitingRoomBuilder UseRedis(this WaitingRoomBuilder builder, Func<IServiceProvider, TimeSpan, TimeProvider, RedisConnection> connection)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.RemoveAll<RedisConnection>();
        builder.Services.AddSingleton(services => connection(
            services,
            services.GetRequiredService<IOptions<WaitingRoomOptions>>().Value.StoreTimeout,
            services.GetRequiredService<TimeProvider>()));
        builder.Services.RemoveAll<RedisKeySpace>();
        builder.Services.AddSingleton(services => new RedisKeySpace(services.GetRequiredService<IOptions<WaitingRoomOptions>>().Value.KeyPrefix));
        builder.Services.TryAddSingleton(services => new ScriptPermissions(
            [.. services.GetRequiredService<RedisKeySpace>().Kinds, .. services.GetServices<IReadOnlyList<CheckedKey>>().SelectMany(kinds => kinds)],
            services.GetRequiredService<TimeProvider>()));
        builder.Services.TryAddSingleton(services => new RedisCheck(
            services.GetRequiredService<RedisConnection>(), services.GetRequiredService<RedisKeySpace>(), services.GetRequiredService<ScriptPermissions>()));
        builder.Services.TryAddSingleton<StoreWatch>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IQueueStore>(services =>
        {
            // An application that asks for nothing else of it has it from the first use of the store.
            _ = services.GetRequiredService<StoreWatch>();
            return new RedisQueueStore(services.GetRequiredService<RedisConnection>(), services.GetRequiredService<RedisKeySpace>());
        }));
        builder.Services.Replace(ServiceDescriptor.Singleton<IIdempotencyStore>(
            services => new RedisIdempotencyStore(services.GetRequiredService<RedisConnection>(), services.GetRequiredService<RedisKeySpace>())));
        return builder;
    }
}
