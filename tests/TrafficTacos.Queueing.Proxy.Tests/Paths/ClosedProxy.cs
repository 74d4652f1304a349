namespace TrafficTacos.Queueing.Proxy.Tests.Paths;

/// <summary>A proxy whose event has not begun: nobody gets in, so whatever reaches the shop has passed by the gate.</summary>
public sealed class ClosedProxy : IAsyncLifetime
{
    private NodeShop? _shop;
    private ProxyProcess? _proxy;

    internal Uri Address => _proxy!.Address;

    internal Uri HealthAddress => _proxy!.HealthAddress;

    internal static Dictionary<string, string> Settings(string upstream) => new(StringComparer.Ordinal)
    {
        ["PROXY_UPSTREAM"] = upstream,
        ["PROXY_PROTECT"] = "/shop/*,?route=checkout*",
        ["PROXY_EXCLUDE"] = "default,/assets/*,/shop/hooks/*",
        ["STORE"] = "memory",
        ["WAITINGROOM_OPENS_AT"] = "2099-01-01T00:00:00+00:00",
    };

    public async Task InitializeAsync()
    {
        _shop = await NodeShop.StartAsync();
        _proxy = await ProxyProcess.StartAsync(Settings(_shop.Address));
    }

    public async Task DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        if (_shop is not null)
            await _shop.DisposeAsync();
    }
}
