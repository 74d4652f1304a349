using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Tools.Processes;
using Xunit;

namespace TrafficTacos.Testing;

/// <summary>A test that takes Redis away from a shop: it has one of its own, and reads the shop's log.</summary>
[Trait("Needs", "Redis")]
public abstract class OwnRedisTests : IAsyncLifetime
{
    internal RedisServer Redis { get; private set; } = null!;

    internal Shop Shop { get; private set; } = null!;

    internal LogCollector Log { get; } = new();

    /// <summary>The shop, but for where its Redis and its log are.</summary>
    internal abstract ShopPlan Plan { get; }

    public async Task InitializeAsync()
    {
        Redis = await RedisServer.StartAsync();
        Shop = await Shop.OpenAsync(Plan with
        {
            Redis = Redis.Address,
            Services = services => services.AddLogging(logging => logging.AddProvider(Log)),
        });
        await IsBackAsync();
    }

    public async Task DisposeAsync()
    {
        await Shop.DisposeAsync();
        await Redis.DisposeAsync();
    }

    /// <summary>The shop reaches Redis, for the first time or again.</summary>
    internal Task IsBackAsync() => Eventually.IsTrueAsync(() => Shop.Room.IsAvailableAsync().AsTask());
}
