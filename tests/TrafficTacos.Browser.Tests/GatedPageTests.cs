using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests;

/// <summary>The page and the client module in front of a shop with the gate, in memory: the first visitor is in, the next waits.</summary>
[Collection(BrowserCollection.Name)]
public sealed class GatedPageTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const string EventId = "concert";

    private Shop _shop = null!;
    private IBrowserContext _visitor = null!;

    public async Task InitializeAsync()
    {
        _visitor = await fixture.Browser.NewContextAsync(new() { Locale = "ko-KR" });
        _shop = await Shop.OpenAsync(new ShopPlan
        {
            Options = options =>
            {
                (options.Burst, options.AdmissionsPerSecond, options.Overdraft, options.OverdraftPositions) = (1, 0.001, 0, 0);
                options.MaximumPollInterval = TimeSpan.FromSeconds(2);
            },
            Room = room => room.AddPolicy("checkout", EventId),
            Use = app =>
            {
                app.UseRouting();
                app.UseWaitingRoom();
            },
            Map = app =>
            {
                app.MapGet("/", () => Results.Content("<!doctype html><html lang=\"en\"><title>Front</title><h1>Front</h1>", "text/html"));
                app.MapGet("/shop", (HttpContext context) => Results.Content(
                    $"<!doctype html><html lang=\"en\"><title>Shop</title><h1>Shop</h1><p>{context.GetShopper()?.Session.SessionId}</p>", "text/html")).RequireWaitingRoom("checkout");
            },
        });
        using var first = new BrowserClient(_shop.Address);
        Assert.Equal(200, (int)(await first.OpenAsync("/shop")).Status);
    }

    public async Task DisposeAsync()
    {
        await _visitor.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task A_visitor_waits_and_goes_in()
    {
        var page = await OpenAsync("/shop?seat=4");
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("대기 중입니다");
        await Assertions.Expect(page.Locator("[data-view=support_code]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[A-Z0-9]{4}-"));
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-view=position]")).ToHaveTextAsync("1");

        await LetInAsync();
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Shop", new() { Timeout = 20_000 });
        Assert.Equal(_shop.Address + "shop?seat=4", page.Url);
        Assert.NotEmpty(await page.Locator("p").InnerTextAsync());
    }

    [Fact]
    public async Task Without_script_a_visitor_waits_and_goes_in()
    {
        await using var plain = await fixture.Browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await plain.NewPageAsync();
        await page.GotoAsync(_shop.Address + "shop");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("You are in line");
        await LetInAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Shop", new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task A_page_of_the_shop_waits_by_the_client_and_opens_a_session()
    {
        var page = await OpenAsync("/");
        await page.EvaluateAsync(
            "() => { window.seen = []; window.turn = import('/_waiting-room/client.js').then(client => client.waitForTurn({ event: 'concert', session: true, onUpdate: place => window.seen.push(place.status) })); }");
        await Eventually.IsTrueAsync(async () => await page.EvaluateAsync<bool>("() => window.seen.includes('waiting')"));
        await LetInAsync();
        Assert.NotEmpty(await page.EvaluateAsync<string>("() => window.turn.then(turn => turn.sessionId)"));
        await page.GotoAsync(_shop.Address + "shop");
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Shop");
    }

    private static ILocator Heading(IPage page) => page.Locator("h1");

    private async Task<IPage> OpenAsync(string path)
    {
        var page = await _visitor.NewPageAsync();
        await page.GotoAsync(new Uri(_shop.Address, path).ToString());
        return page;
    }

    private Task<EventSettings> LetInAsync() => _shop.Room.ChangeSettingsAsync(EventId, new EventSettingsChange { AdmissionsPerSecond = 1_000, Burst = 100 });
}
