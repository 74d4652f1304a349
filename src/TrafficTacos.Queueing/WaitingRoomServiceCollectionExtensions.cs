using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Idempotency;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.InMemory;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing;

/// <summary>Registers the waiting room.</summary>
public static class WaitingRoomServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="IWaitingRoom"/>, and <see cref="IdempotencyKeys"/>, that keep what they hold in this process. Calling it again changes nothing.</summary>
    /// <param name="services">The application's services.</param>
    /// <returns>A builder; <c>UseRedis(…)</c> on it makes several gateways one waiting room.</returns>
    public static WaitingRoomBuilder AddWaitingRoom(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(IWaitingRoom)))
            return new WaitingRoomBuilder(services);
        services.AddOptions<WaitingRoomOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WaitingRoomOptions>, WaitingRoomOptionsValidator>());
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IQueueStore, InMemoryQueueStore>();
        services.TryAddSingleton<WaitingRoomMetrics>();
        services.TryAddSingleton<ToldWaits>();
        services.TryAddSingleton<KeySource>();
        services.TryAddSingleton<EventMonitor>();
        services.TryAddSingleton<IWaitingRoom, WaitingRoom>();
        services.TryAddSingleton<IIdempotencyStore>(provider => new InMemoryIdempotencyStore(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new IdempotencyKeys(
            provider.GetRequiredService<IIdempotencyStore>(),
            provider.GetRequiredService<KeySource>(),
            provider.GetRequiredService<IOptions<WaitingRoomOptions>>(),
            provider.GetRequiredService<WaitingRoomMetrics>(),
            provider.GetRequiredService<ILogger<IdempotencyKeys>>()));
        return new WaitingRoomBuilder(services);
    }

    /// <summary>The same, with options.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder AddWaitingRoom(this IServiceCollection services, Action<WaitingRoomOptions> configure)
    {
        var builder = services.AddWaitingRoom();
        services.Configure(configure);
        return builder;
    }

    /// <summary>The same, with options from a configuration section; an unknown name in it is an error.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="section">Holds the properties of <see cref="WaitingRoomOptions"/>.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder AddWaitingRoom(this IServiceCollection services, IConfigurationSection section)
    {
        var builder = services.AddWaitingRoom();
        services.Configure<WaitingRoomOptions>(section, binder => binder.ErrorOnUnknownConfiguration = true);
        return builder;
    }
}
