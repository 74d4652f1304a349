using Microsoft.Playwright;

namespace TrafficTacos.Browser.Tests;

/// <summary>Each test has the shop's page, on the port that the gateway knows, and a visitor of its own.</summary>
public abstract class ShopPageTests(BrowserFixture fixture, GatewayFixture gateway) : IAsyncLifetime
{
    private ShopPage _shop = null!;

    private protected IBrowserContext Visitor { get; private set; } = null!;

    private protected Uri Gateway => gateway.Address;

    public async Task InitializeAsync()
    {
        _shop = await ShopPage.ServeAsync(ShopPage.KnownPort);
        Visitor = await fixture.Browser.NewContextAsync();
    }

    public async Task DisposeAsync()
    {
        await Visitor.DisposeAsync();
        await _shop.DisposeAsync();
    }

    /// <summary>Opens the page of an event.</summary>
    private protected async Task<IPage> OpenPageAsync(string eventId)
    {
        var page = await Visitor.NewPageAsync();
        await page.GotoAsync(ShopPage.Address(ShopPage.KnownPort, gateway.Address, eventId));
        return page;
    }
}
