using Microsoft.Playwright;

namespace TrafficTacos.Browser.Tests;

/// <summary>The page that documents the API, used as somebody new to it would.</summary>
[Collection(GatewayCollection.Name)]
public sealed class SwaggerTests(BrowserFixture fixture, GatewayFixture gateway)
{
    private const string Join = "#operations-Queue-QueueJoin";

    [Fact]
    public async Task A_call_can_be_tried_and_nobody_else_is_asked()
    {
        await using var visitor = await fixture.Browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 1600 } });
        var page = await visitor.NewPageAsync();
        var asked = new List<string>();
        var wrong = new List<string>();
        visitor.Request += (_, request) => asked.Add(request.Url);
        page.PageError += (_, error) => wrong.Add(error);
        page.Console += (_, message) => wrong.AddRange(message.Type is "error" ? [message.Text] : []);
        await page.GotoAsync(new Uri(gateway.Address, "/swagger/index.html").AbsoluteUri);

        var account = await TryAsync(page, "#operations-Accounts-AccountRegister", $$"""
            {"username":"u{{Guid.NewGuid().ToString("N")[..19]}}","password":"correct horse","email":"fan@example.org","display_name":"A fan"}
            """);
        Assert.Equal(201, account.Status);
        var bearer = (await account.JsonAsync())!.Value.GetProperty("token").GetString()!;
        await AuthorizeAsync(page, bearer);
        var answer = await TryAsync(page, Join, """{"event_id":"swagger"}""");

        Assert.Equal(202, answer.Status);
        Assert.Equal("Bearer " + bearer, await answer.Request.HeaderValueAsync("authorization"));
        var token = (await answer.JsonAsync())!.Value.GetProperty("waiting_token").GetString()!;
        var shown = page.Locator(Join).Locator(".live-responses-table");
        await Assertions.Expect(shown.Locator(".response-col_status").Nth(1)).ToContainTextAsync("202");
        await Assertions.Expect(shown).ToContainTextAsync(token);
        await shown.ScrollIntoViewIfNeededAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(AppContext.BaseDirectory, "swagger.png") });

        Assert.Contains(asked, url => url.EndsWith("/openapi/v1.json", StringComparison.Ordinal));
        Assert.All(asked.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)), url => Assert.Equal(gateway.Address.Authority, new Uri(url).Authority));
        Assert.Equal([], wrong);
    }

    /// <summary>Opens a call, sends it, and leaves the answer to be seen.</summary>
    private static async Task<IResponse> TryAsync(IPage page, string operation, string body)
    {
        var call = page.Locator(operation);
        await call.Locator(".opblock-summary-control").First.ClickAsync();
        await call.Locator("textarea.body-param__text").FillAsync(body);
        return await page.RunAndWaitForResponseAsync(() => call.Locator("button.execute").ClickAsync(), response => response.Request.Method is "POST");
    }

    private static async Task AuthorizeAsync(IPage page, string token)
    {
        await page.Locator("button.authorize").First.ClickAsync();
        var bearer = page.Locator(".auth-container").Filter(new LocatorFilterOptions { HasText = "(http, Bearer)" });
        await bearer.Locator("input").FillAsync(token);
        await bearer.Locator("button.authorize").ClickAsync();
        await page.Locator(".btn-done").First.ClickAsync();
    }
}
