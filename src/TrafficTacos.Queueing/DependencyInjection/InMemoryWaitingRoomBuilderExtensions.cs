using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.InMemory;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Storage.Redis.Checks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the waiting room in this process.</summary>
public static class InMemoryWaitingRoomBuilderExtensions
{
    /// <summary>Keeps the queues in this process, as without <c>UseRedis(…)</c>, which it undoes: the last of these calls counts. For tests and
    /// for development; with several processes each would have a waiting room of its own.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder UseInMemory(this WaitingRoomBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.RemoveAll<MultiplexerRegistration>();
        builder.Services.RemoveAll<RedisConnection>();
        builder.Services.RemoveAll<RedisCheck>();
        builder.Services.RemoveAll<StoreWatch>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IQueueStore>(provider => new InMemoryQueueStore(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<WaitingRoomOptions>>().Value.SettingsFile is { Length: > 0 } path ? new ChangedSettingsFile(path) : null)));
        builder.Services.Replace(ServiceDescriptor.Singleton<IIdempotencyStore>(
            provider => new InMemoryIdempotencyStore(provider.GetRequiredService<TimeProvider>())));
        return builder;
    }
}
