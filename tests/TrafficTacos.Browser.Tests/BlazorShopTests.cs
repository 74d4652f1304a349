using System.Diagnostics;
using Microsoft.Playwright;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests;

/// <summary>The Blazor sample in Chromium: pages that change without a request, or with one that the page's script sends.</summary>
[Collection(ShopCollection.Name)]
public sealed class BlazorShopTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const float Patience = 60_000;

    private static readonly (string, string) OneSeat = ("MaximumShoppers", "1");

    private readonly List<IBrowserContext> _visitors = [];
    private SampleShop? _shop;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var visitor in _visitors)
            await visitor.DisposeAsync();
        if (_shop is not null)
            await _shop.DisposeAsync();
    }

    [Fact]
    public async Task An_enhanced_navigation_to_a_full_shop_loads_the_waiting_page_as_a_whole()
    {
        var shopper = await EnterAsync(OneSeat);
        var visitor = await OpenAsync("/");
        var enhanced = 0;
        visitor.Request += (_, request) => enhanced += request.Headers.GetValueOrDefault("accept", "").Contains("blazor-enhanced-nav=on", StringComparison.Ordinal) ? 1 : 0;
        await MarkAsync(visitor);
        await FollowAsync(visitor, "Tickets");
        await AssertWaitingPageAsync(visitor);
        Assert.Equal(1, enhanced);
        Assert.DoesNotContain("WaitingRoomRouteView", _shop!.Log, StringComparison.Ordinal);
        await ReleaseAsync(shopper);
        await HeadingAsync(visitor, "Tickets");
    }

    [Fact]
    public async Task The_interactive_router_loads_a_gated_page_by_a_request_that_waits()
    {
        var shopper = await EnterAsync(OneSeat);
        var visitor = await OpenAsync("/program");
        await UseAsync(visitor, "Like it");
        await MarkAsync(visitor);
        await FollowAsync(visitor, "Tickets");
        await AssertWaitingPageAsync(visitor);
        await ReleaseAsync(shopper);
        await HeadingAsync(visitor, "Tickets");
        await UseAsync(visitor, "Take a ticket");
    }

    [Fact]
    public async Task A_shopper_changes_pages_without_a_request()
    {
        var shopper = await EnterAsync(OneSeat);
        await MarkAsync(shopper);
        foreach (var page in new[] { "Seats", "Program", "Tickets" })
        {
            await FollowAsync(shopper, page);
            await HeadingAsync(shopper, page);
        }

        await UseAsync(shopper, "Take a ticket");
        Assert.True(await IsMarkedAsync(shopper));
    }

    /// <summary>No request comes while a visitor looks at a page: the circuit alone keeps the session alive.</summary>
    [Fact]
    public async Task A_circuit_lives_while_its_session_does_and_not_longer()
    {
        var start = Stopwatch.StartNew();
        var shopper = await EnterAsync(OneSeat, ("SessionLifetime", "00:00:10"), ("SessionMaximum", "00:00:25"));
        await MarkAsync(shopper);
        var visitor = await OpenAsync("/tickets");
        await AssertWaitingPageAsync(visitor);
        await AssertWaitingPageAsync(shopper);
        Assert.True(start.Elapsed > TimeSpan.FromSeconds(20), start.Elapsed.ToString());
        await HeadingAsync(visitor, "Tickets");
    }

    /// <summary>Starts the shop with a shopper inside.</summary>
    private async Task<IPage> EnterAsync(params (string, string)[] settings)
    {
        _shop = await SampleShop.StartAsync("BlazorShop", settings);
        var page = await OpenAsync("/tickets");
        await HeadingAsync(page, "Tickets");
        await UseAsync(page, "Take a ticket");
        return page;
    }

    private async Task<IPage> OpenAsync(string path)
    {
        var visitor = await fixture.Browser.NewContextAsync();
        _visitors.Add(visitor);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(_shop!.Address + path);
        return page;
    }

    /// <summary>Presses a button until the circuit has counted it: before it has started, it does not hear.</summary>
    private static async Task UseAsync(IPage page, string button)
    {
        var pressed = page.GetByRole(AriaRole.Button, new() { Name = button });
        await Eventually.IsTrueAsync(async () =>
        {
            if (!(await pressed.InnerTextAsync()).EndsWith("(0)", StringComparison.Ordinal))
                return true;
            await pressed.ClickAsync();
            return false;
        });
    }

    private static Task FollowAsync(IPage page, string link) => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    private static Task HeadingAsync(IPage page, string heading) =>
        page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true }).WaitForAsync(new() { Timeout = Patience });

    /// <summary>A script keeps its memory as long as the document is the same.</summary>
    private static async Task MarkAsync(IPage page) => await page.EvaluateAsync("() => { window.mark = true; }");

    private static Task<bool> IsMarkedAsync(IPage page) => page.EvaluateAsync<bool>("() => window.mark === true");

    private static async Task AssertWaitingPageAsync(IPage page)
    {
        await page.Locator("#waiting-room").WaitForAsync(new() { Timeout = Patience });
        Assert.False(await IsMarkedAsync(page));
        Assert.Equal(0, await page.Locator("nav").CountAsync());
        Assert.EndsWith("/tickets", page.Url, StringComparison.Ordinal);
    }

    private static async Task ReleaseAsync(IPage page)
    {
        // The first page came on a pass; the next brings the session as a cookie.
        await page.ReloadAsync();
        Assert.Equal(200, await page.EvaluateAsync<int>(
            "async () => (await fetch('/_waiting-room/queue/session?event_id=concert', { method: 'DELETE' })).status"));
    }
}
