using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests;

/// <summary>Whatever goes wrong has a sentence, and the page goes on by itself.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WaitingPageTroubleTests(BrowserFixture fixture) : WaitingPageTests(fixture)
{
    [Fact]
    public async Task The_network_is_away()
    {
        Expected = text => text.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal) || text.Contains("429", StringComparison.Ordinal);
        Site.Show(WaitingPageState.Waiting, poll: 0.6);
        await using var visitor = await Browser.NewContextAsync();
        var page = await OpenAsync(visitor);
        await visitor.SetOfflineAsync(true);
        await Assertions.Expect(Trouble(page)).ToContainTextAsync("You are offline", new() { Timeout = 20_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("You are offline");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Check now" })).ToBeVisibleAsync();
        await visitor.SetOfflineAsync(false);
        await Assertions.Expect(Trouble(page)).ToBeHiddenAsync(new() { Timeout = 20_000 });
    }

    [Theory]
    [InlineData(502, "text/html", "<html>Bad gateway</html>")]
    [InlineData(503, "application/json", """{"error":{"code":"QUEUE_UNAVAILABLE"}}""")]
    [InlineData(504, "text/html", "")]
    [InlineData(429, "text/html", "<html>Slow down</html>")]
    [InlineData(500, "text/html", "<html>Oops</html>")]
    public async Task Somebody_else_answers(int status, string type, string body)
    {
        Expected = text => text.Contains("429", StringComparison.Ordinal) || text.Contains($"status of {status}", StringComparison.Ordinal);
        Site.Show(WaitingPageState.Waiting, poll: 0.6);
        Site.Answer = context => AnswerAsync(context, status, type, body);
        await using var visitor = await Browser.NewContextAsync();
        var page = await OpenAsync(visitor);
        await Assertions.Expect(Trouble(page)).ToContainTextAsync("The site is very busy", new() { Timeout = 20_000 });
        Assert.Equal(1, Site.Shown);
        Site.Answer = _ => Task.FromResult(false);
        await Assertions.Expect(Trouble(page)).ToBeHiddenAsync(new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task Retry_after_is_kept_to()
    {
        Expected = text => text.Contains("429", StringComparison.Ordinal) || text.Contains("503", StringComparison.Ordinal);
        Site.Show(WaitingPageState.Waiting, poll: 1);
        Site.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "60";
            return AnswerAsync(context, 503, "text/html", "");
        };
        await using var visitor = await Browser.NewContextAsync();
        await visitor.Clock.InstallAsync();
        var page = await OpenAsync(visitor);
        await visitor.Clock.RunForAsync(1_500);
        await Assertions.Expect(Trouble(page)).ToBeVisibleAsync();
        await visitor.Clock.RunForAsync(58_000);
        Assert.Single(Site.Questions);
        await Eventually.IsTrueAsync(
            async () =>
            {
                await visitor.Clock.RunForAsync(1_000); // in steps: a request in flight gives up after ten of these seconds
                return Site.Questions.Count == 2;
            },
            Patience);
    }

    [Fact]
    public async Task Nobody_answers()
    {
        Expected = _ => true;
        Site.Show(WaitingPageState.Waiting, poll: 1);
        Site.Answer = async context =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        };
        await using var visitor = await Browser.NewContextAsync();
        await visitor.Clock.InstallAsync();
        var page = await OpenAsync(visitor);
        await visitor.Clock.RunForAsync(1_500);
        await Eventually.IsTrueAsync(() => Site.Questions.Count == 1, Patience);
        await visitor.Clock.RunForAsync(10_000);
        await Assertions.Expect(Trouble(page)).ToContainTextAsync("There is no connection");
    }

    /// <summary>The gate let the question through, or a log-in stands before it: only a navigation shows what that is.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(404)]
    public async Task The_application_itself_answers(int status)
    {
        Expected = text => text.Contains("429", StringComparison.Ordinal) || text.Contains("404", StringComparison.Ordinal);
        Site.Show(WaitingPageState.Waiting, poll: 0.6);
        Site.Answer = context =>
        {
            Site.IsOpen = true;
            context.Response.Headers.Location = "/login";
            return AnswerAsync(context, status, "text/html", "<html>The shop</html>");
        };
        await using var visitor = await Browser.NewContextAsync();
        var page = await OpenAsync(visitor);
        await page.Locator("h1", new() { HasText = "Shop" }).WaitForAsync(new() { Timeout = 20_000 });
        Assert.Single(Site.Questions);
        Assert.Equal(Site.Address + "/tickets?seat=4", page.Url);
    }

    [Fact]
    public async Task Cookies_are_blocked()
    {
        Site.Show(WaitingPageState.Checking, poll: 0.6);
        await using var visitor = await Browser.NewContextAsync();
        await visitor.AddInitScriptAsync("Object.defineProperty(navigator, 'cookieEnabled', { get: () => false })");
        var page = await OpenAsync(visitor);
        await Assertions.Expect(Trouble(page)).ToContainTextAsync("Your browser blocks cookies");
    }

    private static ILocator Trouble(IPage page) => page.Locator("[data-trouble]");

    private static async Task<bool> AnswerAsync(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
        return true;
    }
}
