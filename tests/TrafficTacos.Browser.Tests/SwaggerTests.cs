using Microsoft.Playwright;

namespace TrafficTacos.Browser.Tests;

/// <summary>The page that documents the API, used as somebody new to it would.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SwaggerTests(BrowserFixture fixture)
{
    private const string Token = "dev-super-key-local-testing";

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
        await page.GotoAsync(new Uri(fixture.Gateway, "/swagger/index.html").AbsoluteUri);

        await AuthorizeAsync(page);
        var join = page.Locator("#operations-Queue-QueueJoin");
        await join.Locator(".opblock-summary-control").First.ClickAsync();
        await join.Locator("textarea.body-param__text").FillAsync("""{"event_id":"swagger"}""");
        var answer = await page.RunAndWaitForResponseAsync(
            () => join.Locator("button.execute").ClickAsync(), response => response.Url.EndsWith("/queue/join", StringComparison.Ordinal));

        Assert.Equal(202, answer.Status);
        Assert.Equal("Bearer " + Token, await answer.Request.HeaderValueAsync("authorization"));
        var token = (await answer.JsonAsync())!.Value.GetProperty("waiting_token").GetString()!;
        var shown = join.Locator(".live-responses-table");
        await Assertions.Expect(shown.Locator(".response-col_status").Nth(1)).ToContainTextAsync("202");
        await Assertions.Expect(shown).ToContainTextAsync(token);
        await join.Locator(".live-responses-table").ScrollIntoViewIfNeededAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Path.GetTempPath(), "traffictacos-swagger.png") });

        Assert.Contains(asked, url => url.EndsWith("/openapi/v1.json", StringComparison.Ordinal));
        Assert.All(asked.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)), url => Assert.Equal(fixture.Gateway.Authority, new Uri(url).Authority));
        Assert.Equal([], wrong);
    }

    private static async Task AuthorizeAsync(IPage page)
    {
        await page.Locator("button.authorize").First.ClickAsync();
        var bearer = page.Locator(".auth-container").Filter(new LocatorFilterOptions { HasText = "(http, Bearer)" });
        await bearer.Locator("input").FillAsync(Token);
        await bearer.Locator("button.authorize").ClickAsync();
        await page.Locator(".btn-done").First.ClickAsync();
    }
}
