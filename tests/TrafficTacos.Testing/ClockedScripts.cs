using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Testing;

/// <summary>The one seam by which a test moves the clock of a store in Redis.</summary>
internal static class ClockedScripts
{
    /// <summary>Scripts whose <c>now</c> reads their last argument.</summary>
    public static RedisScripts All { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["now"] = "local function now() return tonumber(ARGV[#ARGV]) end",
    });

    /// <summary>As <c>UseRedis</c>, by this clock, in microseconds since the Unix epoch.</summary>
    public static void UseRedisAt(this WaitingRoomBuilder builder, string address, Func<long> clock)
    {
        builder.UseRedis(address);
        builder.Services.Replace(ServiceDescriptor.Singleton<IQueueStore>(
            services => new RedisQueueStore(services.GetRequiredService<RedisConnection>(), services.GetRequiredService<RedisKeySpace>(), All, clock)));
    }
}
