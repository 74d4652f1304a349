using Microsoft.Playwright;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests.Web;

/// <summary>A visit to the shop from the first page to the last, in a real browser.</summary>
[Collection(ShopCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class BuyingTests(BrowserFixture fixture)
{
    private const int Ahead = 30;

    [Fact]
    public async Task A_visitor_waits_behind_thirty_buys_and_gives_the_seat_to_the_next()
    {
        await using var shop = await WebShop.OpenAsync(("SessionLifetime", "00:00:40"));
        await using var first = await WebCrowd.ComeAsync(shop, 1);
        await using var crowd = await WebCrowd.ComeAsync(shop, Ahead);
        await using var visitor = await WebShop.VisitorAsync(fixture.Browser);
        var page = await visitor.NewPageAsync();

        // Waits, at the address of the concert.
        var met = await page.GotoAsync(shop["Product/winter"]);
        Assert.Equal(429, met!.Status);
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("You are in line");
        await Assertions.Expect(page.Locator("[data-view=position]")).ToHaveTextAsync("31");
        await Pictures.TakeAsync(page, "web-waiting");
        using var next = shop.Person();
        await Eventually.IsTrueAsync(async () => (int)(await next.OpenAsync("/Catalogue")).Status == 429 && next.Cookie("place") is not null);

        // Is let in by itself, when the thirty are.
        await shop.LetInAsync(1 + Ahead + 1);
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Concert", new() { Timeout = 60_000 });
        Assert.Equal(shop["Product/winter"], page.Url);
        Assert.Equal(Ahead, crowd.Inside);
        await AssertCookiesAsync(visitor, shop);
        Assert.Equal(429, (int)(await next.OpenAsync("/Catalogue")).Status);

        // Browses, with many requests at once.
        string[] pages = ["Catalogue", "Product/winter", "Product/strings", "Product/brass", "Product/choir", "Basket", "Checkout/Address", "Checkout/Payment", "Login", "Catalogue"];
        foreach (var path in pages)
        {
            var opened = await page.GotoAsync(shop[path]);
            Assert.Equal(200, opened!.Status);
            var statuses = await page.EvaluateAsync<int[]>(
                "() => Promise.all(['/Catalogue', '/Basket', '/Product/winter', '/Product/brass', '/Checkout/Address', '/Catalogue'].map(path => fetch(path).then(answer => answer.status)))");
            Assert.All(statuses, status => Assert.Equal(200, status));
        }

        // Is warned, and keeps the seat longer.
        var session = page.Locator(".session");
        await Assertions.Expect(session).ToContainTextAsync("Your seat ends in", new() { Timeout = 30_000 });
        await Pictures.TakeAsync(page, "web-warning");
        await session.GetByRole(AriaRole.Button, new() { Name = "Keep it longer" }).ClickAsync();
        await Assertions.Expect(session).ToContainTextAsync("Your seat is kept for 1 min.");

        // Buys, by forms and over the bank's page.
        await page.GotoAsync(shop["Product/winter"]);
        await ClickAsync(page, "Add to basket");
        await page.GetByRole(AriaRole.Link, new() { Name = "Check out" }).ClickAsync();
        await ClickAsync(page, "Next");
        await Assertions.Expect(page.GetByText("The Name field is required.")).ToBeVisibleAsync();
        await page.GetByLabel("Name").FillAsync("Kim");
        await page.GetByLabel("Town").FillAsync("Seoul");
        await ClickAsync(page, "Next");
        await page.GetByLabel("At the bank").CheckAsync();
        await ClickAsync(page, "Next");
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Bank");
        Assert.Equal(shop.Bank, page.Url);
        await ClickAsync(page, "Pay");
        await Assertions.Expect(page.GetByText("paid at the bank: B7")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Kim, Seoul")).ToBeVisibleAsync();

        // Gives the seat back.
        Assert.Equal(429, (int)(await next.OpenAsync("/Catalogue")).Status);
        await ClickAsync(page, "Order");
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Thank you");
        Assert.DoesNotContain(await visitor.CookiesAsync(), cookie => cookie.Name.Contains("wr-session-", StringComparison.Ordinal));
        await Eventually.IsTrueAsync(async () => (int)(await next.OpenAsync("/Catalogue")).Status == 200);
        await page.GotoAsync(shop["Catalogue"]);
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("You are next");
        await Pictures.TakeAsync(page, "web-full");
    }

    [Fact]
    public async Task Without_script_a_visitor_waits_and_buys()
    {
        await using var shop = await WebShop.OpenAsync();
        await using var crowd = await WebCrowd.ComeAsync(shop, 2);
        await using var visitor = await WebShop.VisitorAsync(fixture.Browser, javaScript: false);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(shop["Product/winter"]);
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("You are in line");
        await Pictures.TakeAsync(page, "web-without-script");
        await shop.LetInAsync();
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Concert", new() { Timeout = 60_000 });
        Assert.Equal(shop["Product/winter"], page.Url);
        await ClickAsync(page, "Add to basket");
        await page.GetByRole(AriaRole.Link, new() { Name = "Check out" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Kim");
        await page.GetByLabel("Town").FillAsync("Seoul");
        await ClickAsync(page, "Next");
        await ClickAsync(page, "Next");
        await ClickAsync(page, "Order");
        await Assertions.Expect(Heading(page)).ToHaveTextAsync("Thank you");
    }

    private static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    private static Task ClickAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task AssertCookiesAsync(IBrowserContext visitor, WebShop shop)
    {
        var cookies = (await visitor.CookiesAsync([shop[""]])).Where(cookie => cookie.Name.Contains("wr-", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, cookies.Count);
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-wr-", cookie.Name, StringComparison.Ordinal);
            Assert.True(cookie is { Secure: true, HttpOnly: true, Path: "/" });
            Assert.Equal(cookie.Name.Contains("wr-session-", StringComparison.Ordinal) ? SameSiteAttribute.None : SameSiteAttribute.Lax, cookie.SameSite);
        });
    }
}
