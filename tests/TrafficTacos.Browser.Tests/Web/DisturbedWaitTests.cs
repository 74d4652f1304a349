using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests.Web;

/// <summary>What happens to people who wait, and costs nobody the place.</summary>
[Collection(ShopCollection.Name)]
[Trait("Needs", "Redis")]
public sealed partial class DisturbedWaitTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const int Ahead = 3;
    private const float Patience = 60_000;

    private WebShop _shop = null!;
    private WebCrowd _crowd = null!;
    private IBrowserContext _visitor = null!;

    public async Task InitializeAsync()
    {
        _shop = await WebShop.OpenAsync(("HeartbeatTimeout", "00:00:06"), ("NoShowTimeout", "00:00:06"));
        _crowd = await WebCrowd.ComeAsync(_shop, Ahead + 1);
        _visitor = await WebShop.VisitorAsync(fixture.Browser);
    }

    public async Task DisposeAsync()
    {
        await _visitor.DisposeAsync();
        await _crowd.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task Reload_back_and_tabs_share_one_place()
    {
        var page = await WaitAsync("Product/winter");
        var code = await CodeAsync(page);
        await page.ReloadAsync();
        Assert.Equal(code, await CodeAsync(page));
        await page.GotoAsync(_shop[""]);
        await page.GoBackAsync();
        Assert.Equal(code, await CodeAsync(page));

        // A second tab waits at another address; a third one closes, and sends its beacon.
        var second = await WaitAsync("Basket");
        var third = await WaitAsync("Catalogue");
        Assert.Equal(code, await CodeAsync(second));
        await third.CloseAsync(new() { RunBeforeUnload = true });
        await using var last = await WebCrowd.ComeAsync(_shop, 1);
        await AssertPlaceAsync(page);
        Assert.Equal(Ahead + 2, (await _shop.Room.Room.GetEventAsync(WebShop.EventId)).QueueLength);

        await _shop.LetInAsync();
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Concert", new() { Timeout = Patience });
        await Assertions.Expect(Heading(second)).ToHaveTextAsync("Basket", new() { Timeout = Patience });
        // One seat for both of them.
        Assert.Single(await _visitor.CookiesAsync(), cookie => cookie.Name.Contains("wr-session-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Offline_until_the_place_is_asleep()
    {
        var page = await WaitAsync("Product/winter");
        var code = await CodeAsync(page);
        await using var last = await WebCrowd.ComeAsync(_shop, 1);
        await _visitor.SetOfflineAsync(true);
        await Assertions.Expect(page.Locator("[data-trouble]")).ToContainTextAsync("You are offline", new() { Timeout = Patience });
        await Pictures.TakeAsync(page, "web-offline");
        await Eventually.IsTrueAsync(async () => (await _shop.Room.Room.GetEventAsync(WebShop.EventId)).QueueLength == Ahead + 1);

        await _visitor.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("[data-trouble]")).ToBeHiddenAsync(new() { Timeout = Patience });
        await AssertPlaceAsync(page);
        Assert.Equal(code, await CodeAsync(page));
    }

    [Fact]
    public async Task Processes_are_restarted_and_the_proxy_answers_for_them()
    {
        var page = await WaitAsync("Product/winter");
        var code = await CodeAsync(page);
        _shop.Kill(0);
        _shop.Kill(1);
        await Assertions.Expect(page.Locator("[data-trouble]")).ToContainTextAsync("The site is very busy", new() { Timeout = Patience });
        await Pictures.TakeAsync(page, "web-proxy-503");
        await _shop.RestartAsync(0);
        await Assertions.Expect(page.Locator("[data-trouble]")).ToBeHiddenAsync(new() { Timeout = Patience });
        Assert.Equal(code, await CodeAsync(page));
        await _shop.LetInAsync();
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Concert", new() { Timeout = Patience });
    }

    [Fact]
    public async Task Redis_is_away()
    {
        var page = await WaitAsync("Product/winter");
        var code = await CodeAsync(page);
        var newcomer = await _visitor.NewPageAsync();
        using (_shop.Redis.Freeze())
        {
            await Eventually.IsTrueAsync(async () =>
            {
                var met = await newcomer.GotoAsync(_shop["Basket"]);
                return met!.Status == 503;
            });
            await Assertions.Expect(Heading(newcomer)).ToHaveTextAsync("One moment, please");
            await Pictures.TakeAsync(newcomer, "web-redis-away");
        }

        // Both find the place again by themselves.
        await Assertions.Expect(Heading(newcomer)).ToHaveTextAsync("You are in line", new() { Timeout = Patience });
        await AssertPlaceAsync(page);
        Assert.Equal(code, await CodeAsync(page));
    }

    [Fact]
    public async Task A_log_in_while_waiting_keeps_the_place()
    {
        var page = await WaitAsync("Account");
        var code = await CodeAsync(page);
        await LogInAsync(await _visitor.NewPageAsync());
        await page.ReloadAsync();
        await AssertPlaceAsync(page);
        Assert.Equal(code, await CodeAsync(page));
        await _shop.LetInAsync();
        // The log-in page would be here if the account's authorization came first.
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Account", new() { Timeout = Patience });
    }

    [Fact]
    public async Task Scripts_and_htmx_are_told_where_the_queue_is()
    {
        var page = await WaitAsync("Product/winter");
        var answer = await page.EvaluateAsync<string>(
            "() => fetch('/Basket', { headers: { 'HX-Request': 'true' } }).then(async answer => [answer.status, answer.headers.get('HX-Redirect'), (await answer.json()).error.code].join())");
        Assert.Equal("403,/Basket,ADMISSION_REQUIRED", answer);
    }

    /// <summary>A page that anybody may see has a part that meets the gate.</summary>
    [Fact]
    public async Task Htmx_goes_from_an_open_page_to_the_waiting_page_and_does_not_load_the_open_one_again()
    {
        var page = await _visitor.NewPageAsync();
        var loads = 0;
        await page.RouteAsync(_shop["open"], route =>
        {
            loads++;
            return route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><script src=/htmx.js></script><div hx-get=/Basket hx-trigger=load></div>" });
        });
        var script = await File.ReadAllTextAsync(Path.Combine(NodePrograms.Folder, "node_modules", "htmx.org", "dist", "htmx.min.js"));
        await page.RouteAsync(_shop["htmx.js"], route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = script }));
        await page.GotoAsync(_shop["open"]);
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("You are in line", new() { Timeout = Patience });
        Assert.Equal((_shop["Basket"], 1), (page.Url, loads));
    }

    private async Task<IPage> WaitAsync(string path)
    {
        var page = await _visitor.NewPageAsync();
        Assert.Equal(429, (await page.GotoAsync(_shop[path]))!.Status);
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("You are in line");
        await AssertPlaceAsync(page);
        return page;
    }

    private static Task AssertPlaceAsync(IPage page) => Assertions.Expect(page.Locator("[data-view=position]")).ToHaveTextAsync("4", new() { Timeout = Patience });

    /// <summary>The support code names the place. It comes with the first status.</summary>
    private static async Task<string> CodeAsync(IPage page)
    {
        var code = page.Locator("[data-view=support_code]");
        await Assertions.Expect(code).ToHaveTextAsync(Code(), new() { Timeout = Patience });
        return await code.InnerTextAsync();
    }

    [GeneratedRegex("^[A-Z0-9]{4}-", RegexOptions.None, 1_000)]
    private static partial Regex Code();

    private async Task LogInAsync(IPage page)
    {
        await page.GotoAsync(_shop["Login?returnUrl=/"]);
        await page.GetByLabel("Name").FillAsync("kim");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Concerts");
    }

    private static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });
}
