using System.Text.Json;
using Microsoft.Playwright;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests;

/// <summary>clients/javascript/client.js waits through everything that passes by itself.</summary>
[Collection(GatewayCollection.Name)]
public sealed class JavaScriptClientTests(BrowserFixture fixture, GatewayFixture gateway) : ShopPageTests(fixture, gateway)
{
    private const string LoggedIn = "{ Authorization: 'Bearer dev-super-key-local-testing' }";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_waits_and_enters()
    {
        var page = await StartAsync("client");
        Assert.Matches("^[A-Za-z0-9_-]+$", (await ResultAsync(page)).GetProperty("reservationToken").GetString());
        Assert.Contains("ready", await SeenAsync(page));
    }

    /// <summary>A proxy's page with status 200, a gateway that starts, a limit, a connection that breaks: on every call.</summary>
    [Theory]
    [InlineData("join")]
    [InlineData("status")]
    [InlineData("enter")]
    public async Task It_goes_on_after_what_is_no_answer(string call)
    {
        var left = 4;
        await Visitor.RouteAsync($"**/queue/{call}**", async route =>
        {
            var answer = Interlocked.Decrement(ref left) switch
            {
                3 => route.FulfillAsync(new() { Status = 200, ContentType = "text/html", Headers = Cors, Body = "<html>Please wait</html>" }),
                2 => route.FulfillAsync(new() { Status = 503, ContentType = "text/html", Headers = Cors, Body = "<html>No gateway</html>" }),
                1 => route.FulfillAsync(new() { Status = 429, ContentType = "application/json", Headers = Cors, Body = """{"error":{"code":"RATE_LIMITED"}}""" }),
                0 => route.AbortAsync(RequestAbortErrorCode.ConnectionReset),
                _ => route.ContinueAsync(),
            };
            await answer;
        });
        var page = await StartAsync("hiccup-" + call);
        Assert.NotEmpty((await ResultAsync(page)).GetProperty("reservationToken").GetString()!);
        Assert.True(left < 0);
    }

    [Fact]
    public async Task It_waits_while_the_network_is_cut_and_keeps_the_place()
    {
        var page = await StartAsync("cut", hold: true);
        await Eventually.IsTrueAsync(async () => (await SeenAsync(page)).Contains("waiting"), Patience);
        var before = await page.EvaluateAsync<string>("() => localStorage['queue:cut']");
        await Visitor.SetOfflineAsync(true);
        await Visitor.UnrouteAllAsync(); // what a route answers needs no network
        await Eventually.IsTrueAsync(async () => (await page.EvaluateAsync<string[]>("() => window.troubles")).Contains("offline"), Patience);
        await Visitor.SetOfflineAsync(false);
        Assert.NotEmpty((await ResultAsync(page)).GetProperty("reservationToken").GetString()!);
        Assert.Equal(before, await page.EvaluateAsync<string>("() => localStorage['queue:cut']"));
    }

    [Fact]
    public async Task A_refused_enter_and_a_place_that_is_gone_are_not_the_end()
    {
        var (enters, statuses) = (0, 0);
        await Visitor.RouteAsync("**/queue/enter", route => Interlocked.Increment(ref enters) == 1
            ? route.FulfillAsync(new() { Status = 403, ContentType = "application/json", Headers = Cors, Body = """{"admission":"denied","error":{"code":"NOT_READY"}}""" })
            : route.ContinueAsync());
        await Visitor.RouteAsync("**/queue/status**", route => Interlocked.Increment(ref statuses) == 2
            ? route.FulfillAsync(new() { Status = 404, ContentType = "application/json", Headers = Cors, Body = """{"error":{"code":"TOKEN_NOT_FOUND"}}""" })
            : route.ContinueAsync());
        var page = await StartAsync("refused");
        Assert.NotEmpty((await ResultAsync(page)).GetProperty("reservationToken").GetString()!);
        Assert.True(enters > 1);
    }

    [Fact]
    public async Task Before_people_may_join_it_says_so_and_joins_when_they_may()
    {
        var joins = 0;
        await Visitor.RouteAsync("**/queue/join", route => Interlocked.Increment(ref joins) == 1
            ? route.FulfillAsync(new()
            {
                Status = 403,
                ContentType = "application/json",
                Headers = Cors,
                Body = """{"error":{"code":"EVENT_NOT_OPEN"},"phase":"scheduled","mode":"normal","gather_at":"2020-01-01T00:00:00Z"}""",
            })
            : route.ContinueAsync());
        var page = await StartAsync("early");
        Assert.NotEmpty((await ResultAsync(page)).GetProperty("reservationToken").GetString()!);
        Assert.Contains("EVENT_NOT_OPEN", await page.EvaluateAsync<string[]>("() => window.troubles"));
        Assert.Equal(2, joins);
    }

    [Fact]
    public async Task A_page_that_comes_back_from_the_cache_goes_on()
    {
        var page = await StartAsync("frozen", hold: true);
        await Eventually.IsTrueAsync(async () => (await SeenAsync(page)).Contains("waiting"), Patience);
        // As the browser tells a page that it freezes and shows again.
        var left = await page.RunAndWaitForRequestAsync(
            () => page.EvaluateAsync("() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"), request => request.Url.Contains("/queue/leave", StringComparison.Ordinal));
        Assert.Equal("POST", left.Method);
        await Visitor.UnrouteAllAsync();
        await page.EvaluateAsync("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        Assert.NotEmpty((await ResultAsync(page)).GetProperty("reservationToken").GetString()!);
    }

    [Fact]
    public async Task A_log_in_during_the_wait_keeps_the_place()
    {
        var page = await StartAsync("log-in", hold: true, login: "{}");
        await Eventually.IsTrueAsync(async () => (await SeenAsync(page)).Contains("waiting"), Patience);
        using var http = new HttpClient { BaseAddress = Gateway };
        var behind = await Neighbour.JoinAsync(http, "log-in");

        await page.ReloadAsync();
        await Visitor.UnrouteAllAsync();
        await WaitForTurnAsync(page, "log-in", LoggedIn);

        Assert.NotEmpty((await ResultAsync(page)).GetProperty("reservationToken").GetString()!);
        Assert.Equal(1, (await behind.StatusAsync()).GetProperty("position").GetInt64());
        Assert.Equal(2, (await (await Neighbour.JoinAsync(http, "log-in")).StatusAsync()).GetProperty("position").GetInt64());
    }

    [Fact]
    public async Task What_does_not_pass_by_itself_is_an_error_and_a_signal_ends_the_wait()
    {
        var page = await OpenAsync("wrong");
        var refused = await page.EvaluateAsync<string>(
            "async () => { const { waitForTurn } = await import('/client.js'); return waitForTurn({ event: 'no event', api: window.api, login: () => window.login }).catch(e => JSON.stringify({ name: e.name, code: e.code, status: e.status })); }");
        Assert.Equal("""{"name":"QueueError","code":"INVALID_EVENT_ID","status":400}""", refused);
        var aborted = await page.EvaluateAsync<string>(
            "async () => { const { waitForTurn } = await import('/client.js'); return waitForTurn({ event: 'late', api: window.api, signal: AbortSignal.timeout(300) }).catch(e => e.name); }");
        Assert.Equal("TimeoutError", aborted);
    }

    /// <summary>The page may be of another origin.</summary>
    private static Dictionary<string, string> Cors { get; } = new(StringComparer.Ordinal)
    {
        ["Access-Control-Allow-Origin"] = "http://localhost:3000",
        ["Access-Control-Allow-Credentials"] = "true",
        ["Access-Control-Allow-Headers"] = "content-type,idempotency-key,authorization,x-waiting-token",
    };

    private async Task<IPage> OpenAsync(string eventId)
    {
        var page = await OpenPageAsync(eventId);
        await PrepareAsync(page, LoggedIn);
        return page;
    }

    private async Task PrepareAsync(IPage page, string login) => await page.EvaluateAsync(
        $"() => {{ window.api = '{Gateway.GetLeftPart(UriPartial.Authority)}/api/v1/queue'; window.login = {login}; window.seen = []; window.troubles = []; }}");

    /// <param name="eventId">The event.</param>
    /// <param name="hold">Whether the visitor is kept waiting, until all routes are removed.</param>
    /// <param name="login">The headers of the log-in.</param>
    private async Task<IPage> StartAsync(string eventId, bool hold = false, string login = LoggedIn)
    {
        if (hold)
        {
            await Visitor.RouteAsync("**/queue/status**", route => route.FulfillAsync(new()
            {
                ContentType = "application/json",
                Headers = Cors,
                Body = """{"status":"waiting","position":1,"poll_after_ms":300}""",
            }));
        }

        var page = await OpenPageAsync(eventId);
        await WaitForTurnAsync(page, eventId, login);
        return page;
    }

    private async Task WaitForTurnAsync(IPage page, string eventId, string login)
    {
        await PrepareAsync(page, login);
        await page.EvaluateAsync(
            $"() => {{ window.result = import('/client.js').then(queue => queue.waitForTurn({{ event: '{eventId}', api: window.api, login: () => window.login, onUpdate: place => window.seen.push(place.status), onTrouble: reason => window.troubles.push(reason) }})); }}");
    }

    private static async Task<JsonElement> ResultAsync(IPage page) => await page.EvaluateAsync<JsonElement>("() => window.result");

    private static async Task<string[]> SeenAsync(IPage page) => await page.EvaluateAsync<string[]>("() => window.seen");
}
