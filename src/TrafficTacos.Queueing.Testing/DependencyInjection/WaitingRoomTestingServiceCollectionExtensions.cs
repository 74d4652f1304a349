using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Testing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Prepares an application's services for its tests.</summary>
public static class WaitingRoomTestingServiceCollectionExtensions
{
    /// <summary>
    /// Admits everybody, keeps the queues in this process instead of Redis, and takes the time from a <see cref="FakeTimeProvider"/>. That
    /// becomes the <see cref="TimeProvider"/> of the whole application, and is registered as <see cref="FakeTimeProvider"/> as well, for the
    /// test to advance.
    /// </summary>
    /// <remarks>Call it after the application has registered its services, as <c>ConfigureTestServices(…)</c> does. Without a waiting room in
    /// the application it adds one.</remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the clock, or keeps the numbers of the application.</param>
    /// <returns>The builder of the waiting room.</returns>
    public static WaitingRoomBuilder AddWaitingRoomTesting(this IServiceCollection services, Action<WaitingRoomTestingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var testing = new WaitingRoomTestingOptions();
        configure?.Invoke(testing);
        var time = testing.Time ?? RegisteredTime(services) ?? new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
        services.Replace(ServiceDescriptor.Singleton(time));
        services.PostConfigure<WaitingRoomOptions>(options => Change(options, testing));
        return services.AddWaitingRoom().UseInMemory();
    }

    /// <summary>Gives the application a waiting room whose answers a test sets. It takes the place of <see cref="IWaitingRoom"/>,
    /// <see cref="IAdmissionPasses"/> and <see cref="IShopperSessions"/>.</summary>
    /// <param name="services">The application's services, with all that the application has registered.</param>
    /// <param name="room">The fake.</param>
    /// <returns>The builder of the waiting room.</returns>
    public static WaitingRoomBuilder AddFakeWaitingRoom(this IServiceCollection services, FakeWaitingRoom room)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(room);
        // The rest of the waiting room stays, and must not need a Redis either.
        var builder = services.AddWaitingRoom().UseInMemory();
        services.Replace(ServiceDescriptor.Singleton<IWaitingRoom>(room));
        services.Replace(ServiceDescriptor.Singleton<IAdmissionPasses>(room));
        services.Replace(ServiceDescriptor.Singleton<IShopperSessions>(room));
        return builder;
    }

    private static FakeTimeProvider? RegisteredTime(IServiceCollection services) =>
        services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider))?.ImplementationInstance as FakeTimeProvider;

    private static void Change(WaitingRoomOptions options, WaitingRoomTestingOptions testing)
    {
        // A test leaves no files behind.
        options.SettingsFile = null;
        if (!testing.AdmitEverybody)
            return;
        foreach (var settings in (IEnumerable<EventOptions>)[options, .. options.Events.Values])
        {
            settings.Mode = EventMode.Passthrough;
            settings.Order = QueueOrder.Arrival;
            settings.GatherAt = settings.OpensAt = settings.ClosesAt = settings.DrawAt = null;
            settings.AdmissionsPerUser = settings.MaximumShoppers = 0;
        }
    }
}
