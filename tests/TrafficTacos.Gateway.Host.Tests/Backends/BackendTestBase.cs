using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>A test of a gateway before one scripted server that is both backends.</summary>
public abstract class BackendTestBase() : ShopTests(null)
{
    internal ScriptedBackend Backend { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Backend = (await ScriptedBackend.StartAsync()).Works();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Backend.DisposeAsync();
    }

    internal Task<Shop> OpenAsync(TimeSpan? timeout, Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? services = null) =>
        OpenAsync(SaleShop.Plan(Backend.Address, Backend.Address, timeout: timeout, services: services));
}
