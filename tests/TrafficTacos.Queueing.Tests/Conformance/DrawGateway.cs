using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing.Engine;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>What one gateway has of a draw. The test makes its steps.</summary>
internal sealed class DrawGateway : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public DrawGateway(IQueueStore store, TimeProvider time, Action<WaitingRoomOptions> configure, BeaconFetcher? fetch = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(store);
        services.AddSingleton(time);
        if (fetch is not null)
            services.AddSingleton(fetch);
        services.AddWaitingRoom(configure);
        _services = services.BuildServiceProvider();
    }

    public DrawRunner Runner => _services.GetRequiredService<DrawRunner>();

    public DrawOperator Operator => _services.GetRequiredService<DrawOperator>();

    public DrawnRanks Ranks => _services.GetRequiredService<DrawnRanks>();

    public async Task<KeyRing> KeysAsync() => await _services.GetRequiredService<KeyRingProvider>().GetAsync(default);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
