using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using TrafficTacos.Queueing;
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

    /// <summary>The browser says that it keeps cookies, and brings none back.</summary>
    [Fact]
    public async Task Cookies_are_dropped()
    {
        Site.Show(WaitingPageState.Checking, poll: 1);
        await using var visitor = await Browser.NewContextAsync();
        await visitor.Clock.InstallAsync();
        var page = await OpenAsync(visitor);
        await RunUntilAsync(visitor, () => Site.Questions.Count == 2);
        await Assertions.Expect(Trouble(page)).ToContainTextAsync("Your browser blocks cookies");
        await visitor.Clock.RunForAsync(20_000);
        Assert.Equal(2, Site.Questions.Count);
        Site.Show(WaitingPageState.Waiting);
        await RunUntilAsync(visitor, () => Site.Questions.Count == 3);
        await Assertions.Expect(Trouble(page)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_script_cannot_be_loaded()
    {
        Expected = _ => true;
        Site.Show(WaitingPageState.Waiting, poll: 0.6);
        await using var visitor = await Browser.NewContextAsync();
        await ReloadSoonAsync(visitor);
        await visitor.RouteAsync("**/page.js*", route => route.AbortAsync());
        await OpenAsync(visitor);
        await Eventually.IsTrueAsync(() => Site.Shown > 1, Patience);
        Site.IsOpen = true;
        await Eventually.IsTrueAsync(() => Site.Served > 0, Patience);
    }

    [Fact]
    public async Task The_script_keeps_the_page_from_reloading()
    {
        Site.Show(WaitingPageState.Waiting, poll: 0.6);
        await using var visitor = await Browser.NewContextAsync();
        await ReloadSoonAsync(visitor);
        await OpenAsync(visitor);
        await Eventually.IsTrueAsync(() => Site.Questions.Count > 7, Patience);
        Assert.Equal(1, Site.Shown);
    }

    /// <summary>What the visitor came for is a file: the page stays, and must not fetch it again and again.</summary>
    [Fact]
    public async Task The_shop_is_a_download()
    {
        Expected = _ => true;
        Site.Show(WaitingPageState.Waiting, poll: 1);
        await using var visitor = await Browser.NewContextAsync();
        await visitor.Clock.InstallAsync();
        var page = await OpenAsync(visitor);
        (Site.IsOpen, Site.IsDownload) = (true, true);
        await RunUntilAsync(visitor, () => Site.Served == 1);
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Go in" });
        await RunUntilAsync(visitor, async () => await link.IsVisibleAsync());
        await visitor.Clock.RunForAsync(70_000);
        Assert.Equal(1, Site.Served);
        Site.IsDownload = false;
        await link.ClickAsync();
        await page.Locator("h1", new() { HasText = "Shop" }).WaitForAsync();
    }

    [Fact]
    public async Task The_place_is_lost_in_six_minutes_of_sleep()
    {
        Site.Show(WaitingPageState.Waiting, poll: 10, place: Place(300, waited: 9, code: "AAAA-BBBB"));
        await using var visitor = await Browser.NewContextAsync();
        await visitor.Clock.InstallAsync();
        await visitor.AddInitScriptAsync("window.seen = 'hidden'; Object.defineProperty(document, 'visibilityState', { get: () => window.seen })");
        var page = await OpenAsync(visitor);
        await RunUntilAsync(visitor, () => !Site.Questions.IsEmpty);
        Assert.True(Site.Questions.Last().Hidden);
        await Assertions.Expect(page.Locator("progress")).ToHaveJSPropertyAsync("value", 60);
        await visitor.Clock.FastForwardAsync(360_000);
        Site.Show(WaitingPageState.Waiting, poll: 10, place: Place(900, waited: 1, code: "CCCC-DDDD"));
        await page.EvaluateAsync("() => { window.seen = 'visible'; document.dispatchEvent(new Event('visibilitychange')); }");
        await RunUntilAsync(visitor, () => Site.Questions.Any(question => !question.Hidden));
        await Assertions.Expect(page.Locator("[data-view=position]")).ToHaveTextAsync("900");
        await Assertions.Expect(Trouble(page)).ToContainTextAsync("You have a new one");
        await Assertions.Expect(page.Locator("progress")).ToHaveJSPropertyAsync("value", 14);
    }

    private static VisitorStatus Place(long position, double waited, string code) => new()
    {
        State = VisitorState.Waiting,
        Position = position,
        EstimatedWait = TimeSpan.FromMinutes(6),
        EstimatedWaitP90 = TimeSpan.FromMinutes(7),
        Waited = TimeSpan.FromMinutes(waited),
        SupportCode = code,
    };

    /// <summary>The browser's own reload follows its own clock, so the page asks for it in two seconds instead of a minute.</summary>
    private static Task<IAsyncDisposable> ReloadSoonAsync(IBrowserContext visitor) => visitor.RouteAsync(url => url.EndsWith("/tickets?seat=4", StringComparison.Ordinal), async route =>
    {
        var answer = await route.FetchAsync();
        var html = await answer.TextAsync();
        await route.FulfillAsync(new() { Response = answer, Body = html.Replace("content=\"60\"", "content=\"2\"", StringComparison.Ordinal) });
    });

    private static Task RunUntilAsync(IBrowserContext visitor, Func<bool> isDone) => RunUntilAsync(visitor, () => Task.FromResult(isDone()));

    private static Task RunUntilAsync(IBrowserContext visitor, Func<Task<bool>> isDone) => Eventually.IsTrueAsync(
        async () =>
        {
            if (await isDone())
                return true;
            await visitor.Clock.RunForAsync(1_000);
            return await isDone();
        },
        Patience);

    private static ILocator Trouble(IPage page) => page.Locator("[data-trouble]");

    private static async Task<bool> AnswerAsync(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
        return true;
    }
}
