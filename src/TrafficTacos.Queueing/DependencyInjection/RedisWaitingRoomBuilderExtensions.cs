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
        builder.UseRedis(ConfigurationOptions.Parse(connectionString));
        // A key that is passed without its name is taken for the name of a host.
        builder.Services.AddSingleton(new MultiplexerRegistration(MistakenKey: connectionString));
        return builder;
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

    /// <summary>Uses the application's registered <see cref="IConnectionMultiplexer"/>, which the application closes. It is resolved on first
    /// use. An application that has registered none does not start.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder UseRedis(this WaitingRoomBuilder builder) => builder.UseRedis(serviceKey: null);

    /// <summary>Uses the <see cref="IConnectionMultiplexer"/> that the application has registered with a key, and closes itself. It is resolved
    /// on first use. An application that has registered none does not start.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <param name="serviceKey">The key; null is the multiplexer without one. Name the argument where it is a string,
    /// <c>UseRedis(serviceKey: "sale")</c>: otherwise the string is a connection string.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The key is itself a multiplexer, or a function that returns one.</exception>
    public static WaitingRoomBuilder UseRedis(this WaitingRoomBuilder builder, object? serviceKey)
    {
        if (serviceKey is IConnectionMultiplexer or Delegate)
            throw new ArgumentException("This is a multiplexer or a function, and no key; write UseRedis(_ => Task.FromResult<IConnectionMultiplexer>(…)).", nameof(serviceKey));
        // Whoever registers a multiplexer usually opens it while it is resolved, and waits for that.
        builder.UseRedis(services => Task.Run(() => services.GetRequiredKeyedService<IConnectionMultiplexer>(serviceKey)));
        builder.Services.AddSingleton(new MultiplexerRegistration(IsRequired: true, ServiceKey: serviceKey));
        return builder;
    }

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
        builder.Services.RemoveAll<MultiplexerRegistration>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WaitingRoomOptions>, MultiplexerCheck>());
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
