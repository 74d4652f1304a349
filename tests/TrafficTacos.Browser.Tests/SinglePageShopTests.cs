using Microsoft.Playwright;

namespace TrafficTacos.Browser.Tests;

/// <summary>The single-page sample in Chromium: a script that is refused waits, and goes on with cookies.</summary>
[Collection(ShopCollection.Name)]
public sealed class SinglePageShopTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Of_two_visitors_one_waits_until_the_other_has_bought()
    {
        await using var shop = await SampleShop.StartAsync("SinglePageShop", ("MaximumShoppers", "1"));
        await using var first = await fixture.Browser.NewContextAsync();
        await using var second = await fixture.Browser.NewContextAsync();
        var shopper = await OpenAsync(first, shop.Address);
        await SaysAsync(shopper, "Choose a seat.");

        var visitor = await OpenAsync(second, shop.Address);
        await SaysAsync(visitor, "You are number 1 in the queue.");
        Assert.Equal(0, await visitor.GetByRole(AriaRole.Button).CountAsync());

        await BuyAsync(shopper, "A1");
        await SaysAsync(visitor, "Choose a seat.");
        await BuyAsync(visitor, "B1");
        // Whoever has bought is out, and a released session is no cookie any more.
        Assert.DoesNotContain(await second.CookiesAsync(), cookie => cookie.Name.Contains("wr-session-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Before_the_sale_it_says_when_that_begins()
    {
        await using var shop = await SampleShop.StartAsync("SinglePageShop", ("GatherAt", "2098-12-31T00:00:00Z"), ("OpensAt", "2099-01-01T00:00:00Z"));
        await using var visitor = await fixture.Browser.NewContextAsync();
        await SaysAsync(await OpenAsync(visitor, shop.Address), "The sale begins on");
    }

    private static async Task<IPage> OpenAsync(IBrowserContext visitor, string address)
    {
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    private static Task SaysAsync(IPage page, string text) => page.GetByRole(AriaRole.Status).GetByText(text).WaitForAsync(new() { Timeout = 60_000 });

    private static async Task BuyAsync(IPage page, string seat)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"Buy {seat}" }).ClickAsync();
        await SaysAsync(page, $"Seat {seat} is yours.");
    }
}
