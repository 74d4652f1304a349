using Microsoft.Playwright;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests.Web;

/// <summary>What happens to people who are inside, and costs nobody the seat; and what becomes of a form when it is lost.</summary>
[Collection(ShopCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class DisturbedVisitTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const float Patience = 60_000;

    private WebShop _shop = null!;
    private IBrowserContext _visitor = null!;
    private IPage _page = null!;

    public async Task InitializeAsync()
    {
        _shop = await WebShop.OpenAsync(("MaximumShoppers", "1"), ("SessionLifetime", "00:00:30"));
        _visitor = await WebShop.VisitorAsync(fixture.Browser);
        _page = await _visitor.NewPageAsync();
        // The first request goes on under its pass; the one that brings the cookie back opens the session.
        Assert.Equal(200, (await _page.GotoAsync(_shop["Catalogue"]))!.Status);
        Assert.Equal(200, (await _page.GotoAsync(_shop["Basket"]))!.Status);
    }

    public async Task DisposeAsync()
    {
        await _visitor.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task Two_tabs_the_history_and_a_log_in_share_one_seat()
    {
        await _page.GotoAsync(_shop["Product/winter"]);
        await _page.GotoAsync(_shop["Product/brass"]);
        await _page.GoBackAsync();
        await Assertions.Expect(_page.GetByText("Winter concert")).ToBeVisibleAsync();
        var session = await SessionAsync();
        var second = await _visitor.NewPageAsync();
        Assert.Equal(200, (await second.GotoAsync(_shop["Account"]))!.Status);
        await Assertions.Expect(Heading(second)).ToHaveTextAsync("Log in");
        await second.GetByLabel("Name").FillAsync("kim");
        await second.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(Heading(second)).ToHaveTextAsync("Account");
        Assert.Equal(session, await SessionAsync());
        Assert.Equal(200, (await _page.GotoAsync(_shop["Basket"]))!.Status);
    }

    [Fact]
    public async Task One_process_after_the_other_is_restarted()
    {
        var session = await SessionAsync();
        foreach (var index in (int[])[0, 1])
        {
            _shop.Kill(index);
            await Eventually.IsTrueAsync(async () => (await _page.GotoAsync(_shop["Catalogue"]))!.Status == 200);
            await _shop.RestartAsync(index);
        }

        Assert.Equal(session, await SessionAsync());
    }

    [Fact]
    public async Task Redis_is_away_and_who_is_inside_is_still_inside_when_it_is_back()
    {
        await _page.GotoAsync(_shop["Product/winter"]);
        var session = await SessionAsync();
        using (_shop.Redis.Freeze())
        {
            // For two seconds a session that was seen lately passes; then the page says that it is checking.
            await Eventually.IsTrueAsync(async () => (await _page.GotoAsync(_shop["Product/winter"]))!.Status == 503);
        }

        await Assertions.Expect(_page.GetByRole(AriaRole.Button, new() { Name = "Add to basket" })).ToBeVisibleAsync(new() { Timeout = Patience });
        Assert.Equal(session, await SessionAsync());
    }

    [Fact]
    public async Task A_form_that_meets_the_page_is_not_sent_again()
    {
        await _page.GotoAsync(_shop["Product/winter"]);
        using var next = _shop.Person();
        await _shop.LetInAsync(1);
        // The seat goes to the next one when it has not been used for its lifetime.
        await Eventually.IsTrueAsync(async () => (int)(await next.OpenAsync("/Catalogue")).Status == 200);
        await _page.GetByRole(AriaRole.Button, new() { Name = "Add to basket" }).ClickAsync();
        await Assertions.Expect(Heading(_page)).ToHaveTextAsync("You are next");
        await Assertions.Expect(_page.GetByText("What you filled in was not sent.")).ToBeVisibleAsync();
        await Pictures.TakeAsync(_page, "web-form-lost");

        await _shop.LetInAsync(10);
        await Assertions.Expect(Heading(_page)).ToHaveTextAsync("Concert", new() { Timeout = Patience });
        Assert.Equal(_shop["Product/winter"], _page.Url);
        await Assertions.Expect(_page.GetByRole(AriaRole.Link, new() { Name = "Basket (0)" })).ToBeVisibleAsync();
    }

    private Task<string> SessionAsync() =>
        _page.EvaluateAsync<string>("() => fetch('/_waiting-room/queue/session?event_id=shop').then(answer => answer.json()).then(session => session.session_id)");

    private static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });
}
