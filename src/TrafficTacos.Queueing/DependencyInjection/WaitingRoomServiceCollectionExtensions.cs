using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Randomness;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.Drawing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the waiting room.</summary>
public static class WaitingRoomServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IWaitingRoom"/>, <see cref="IAdmissionPasses"/>, <see cref="IShopperSessions"/>, <see cref="WaitingRoomOperator"/> and
    /// <see cref="IdempotencyKeys"/>, with a store in this process. Calling it again adds nothing.</summary>
    /// <param name="services">The application's services.</param>
    /// <returns>A builder; <c>UseRedis(…)</c> on it makes several processes one waiting room.</returns>
    public static WaitingRoomBuilder AddWaitingRoom(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(EventCache)))
            return new WaitingRoomBuilder(services);
        services.AddOptions<WaitingRoomOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WaitingRoomOptions>, WaitingRoomOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WaitingRoomOptions>, ConfigurationWarnings>());
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WaitingRoomMetrics>();
        services.TryAddSingleton<RecentEstimateErrors>();
        services.TryAddSingleton<EstimateAccuracySampler>();
        services.TryAddSingleton<GroupNames>();
        services.TryAddSingleton<KeyRingProvider>();
        services.TryAddSingleton<LateHeartbeats>();
        services.TryAddSingleton<EventCache>();
        services.TryAddSingleton<LeaseWatch>();
        services.TryAddSingleton<IDrawStore>(provider => provider.GetRequiredService<IQueueStore>());
        services.TryAddSingleton(provider => new BeaconClient(
            provider.GetRequiredService<IOptions<WaitingRoomOptions>>().Value.Beacon, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<BeaconFetcher>(provider => provider.GetRequiredService<BeaconClient>().FetchAsync);
        services.TryAddSingleton<DrawBook>();
        services.TryAddSingleton<DrawnRanks>();
        services.TryAddSingleton<DrawAlerts>();
        services.TryAddSingleton<DrawnEvents>();
        services.TryAddSingleton<DrawRunner>();
        services.TryAddSingleton<DrawOperator>();
        services.TryAddSingleton<EventDraws, EventDrawReader>();
        services.TryAddSingleton<EventBoards, EventBoardReader>();
        services.TryAddSingleton<IWaitingRoom>(provider =>
        {
            // An application that maps the queue resolves it when it starts, and with it the draws begin.
            provider.GetRequiredService<DrawRunner>().Start();
            return ActivatorUtilities.CreateInstance<WaitingRoomService>(provider);
        });
        services.TryAddSingleton<IAdmissionPasses, AdmissionPasses>();
        services.TryAddSingleton<BrowserIdentities, SignedBrowserIdentities>();
        services.TryAddSingleton<RenewedSessions>();
        services.TryAddSingleton<SessionReader>();
        services.TryAddSingleton<IShopperSessions, ShopperSessions>();
        services.TryAddSingleton<WaitingRoomOperator, WaitingRoomOperatorService>();
        services.TryAddSingleton<IdempotencyKeys, IdempotencyKeyService>();
        return new WaitingRoomBuilder(services).UseInMemory();
    }

    /// <summary>Adds the waiting room and sets options. Calling it again adds to the options.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder AddWaitingRoom(this IServiceCollection services, Action<WaitingRoomOptions> configure)
    {
        var builder = services.AddWaitingRoom();
        services.Configure(configure);
        return builder;
    }

    /// <summary>Adds the waiting room with options from a configuration section. An unknown name in it is an error. The options are
    /// read when the application starts; a later change of the configuration has no effect.</summary>
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
