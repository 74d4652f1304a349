using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>What each kind of request is answered with that cannot pass: page, JSON, or something its client understands.</summary>
public sealed class RequestTableTests() : GatedShopTests(null)
{
    private const string Chrome = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    public static TheoryData<string, string, bool> Kinds => new()
    {
        { "Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document", "", true },
        { "Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: iframe", "", true },
        { "Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: frame", "", true },
        { "Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: object", "", false },
        { "Sec-Fetch-Mode: cors; Sec-Fetch-Dest: empty", Chrome, false },
        { "Sec-Fetch-Mode: no-cors; Sec-Fetch-Dest: image", "*/*", false },
        { "", Chrome, true },
        { "", "*/*", true },
        { "", "", true },
        { "", "application/json", false },
        { "", "application/json, text/html;q=0.9", false },
        { "", "text/html;q=0.5, application/json;q=0.5", true },
        { "", "text/*, application/json;q=0.9", true },
        { "", "text/html;q=0, */*", false },
        { "", "application/json, */*;q=0.1", false },
        { "", "not a media type at all;;", false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_is_a_page_or_JSON(string headers, string accept, bool isPage)
    {
        var shop = await OpenAsync(OneAtATime);
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        var sent = headers.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(header => (header.Split(": ")[0], header.Split(": ")[1]))
            .Concat(accept.Length == 0 ? [] : [("Accept", accept)]).ToArray();
        var answer = await shop.Browser().SendAsync(HttpMethod.Get, "/shop", sent);
        if (isPage)
        {
            answer.Should(HttpStatusCode.TooManyRequests);
            Assert.Equal("text/html; charset=utf-8", answer.Header("Content-Type"));
        }
        else
        {
            answer.ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
            Assert.Equal("application/problem+json; charset=utf-8", answer.Header("Content-Type"));
            Assert.Contains("X-Waiting-Room-Session", answer.String("detail"), StringComparison.Ordinal);
            Assert.Equal(("/_waiting-room/queue/join", "/_waiting-room/queue/status"), (answer.String("join_url"), answer.String("status_url")));
            Assert.Contains("Retry-After", answer.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Purpose", "prefetch")]
    public async Task A_prefetch_gets_nothing_and_no_cookie(string header, string value)
    {
        var shop = await OpenAsync(Quiet);
        var browser = shop.Browser();
        var answer = (await browser.SendAsync(HttpMethod.Get, "/shop", (header, value), ("Sec-Fetch-Mode", "navigate"))).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal(("", "no-store"), (answer.Text, answer.Header("Cache-Control")));
        Assert.Empty(browser.Cookies);
        Assert.Equal(0, await shop.JoinedAsync());
    }

    [Fact]
    public async Task A_preflight_is_never_gated_and_another_OPTIONS_is()
    {
        var shop = await OpenAsync(OneAtATime with
        {
            Map = app => app.MapMethods("/api", ["OPTIONS"], () => "preflight").RequireWaitingRoom("checkout"),
        });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        var browser = shop.Browser();
        Assert.Equal("preflight", (await browser.SendAsync(HttpMethod.Options, "/api", ("Origin", "https://a.example"), ("Access-Control-Request-Method", "POST"))).Text);
        (await browser.SendAsync(HttpMethod.Options, "/api", ("Accept", "application/json"))).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }

    [Fact]
    public async Task HEAD_is_as_GET_and_takes_no_place()
    {
        var shop = await OpenAsync(Quiet);
        var browser = shop.Browser();
        var head = (await browser.SendAsync(HttpMethod.Head, "/shop", ("Sec-Fetch-Mode", "navigate"))).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal(("", "text/html; charset=utf-8"), (head.Text, head.Header("Content-Type")));
        Assert.Equal(0, await shop.JoinedAsync());
        for (var i = 0; i < 2; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await browser.SendAsync(HttpMethod.Head, "/shop", ("Sec-Fetch-Mode", "navigate"))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Htmx_reloads_and_Blazor_loads_the_whole_page()
    {
        var shop = await OpenAsync(OneAtATime);
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        foreach (var (method, current, refresh, redirect) in ((HttpMethod, string, string?, string?)[])
            [(HttpMethod.Get, "/shop?page=1", "true", null), (HttpMethod.Get, "/", null, "/shop?page=2"), (HttpMethod.Get, "", null, "/shop?page=2"), (HttpMethod.Post, "/", "true", null)])
        {
            var url = current.Length == 0 ? "" : new Uri(shop.Address, current).AbsoluteUri;
            var htmx = await browser.SendAsync(method, "/shop?page=2", ("HX-Request", "true"), ("HX-Current-URL", url), ("Accept", "*/*"));
            htmx.ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
            Assert.Equal((refresh, redirect), (htmx.Header("HX-Refresh"), htmx.Header("HX-Redirect")));
        }

        var blazor = await browser.SendAsync(HttpMethod.Get, "/shop?page=2", ("Accept", "text/html; blazor-enhanced-nav=on"), ("Sec-Fetch-Mode", "cors"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "/shop?page=2", ""), (blazor.Status, blazor.Header("blazor-enhanced-nav-redirect-location"), blazor.Text));
    }

    [Fact]
    public async Task A_script_without_our_cookies_takes_no_place_and_one_with_them_does()
    {
        var shop = await OpenAsync(Quiet);
        var browser = shop.Browser();
        (await browser.FetchAsync("/shop")).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        Assert.Equal(0, await shop.JoinedAsync());
        (await browser.PostAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal(0, await shop.JoinedAsync());
        // The page gave it an identity, and a form passes at once when it is its turn.
        Assert.Equal(48, (await browser.PostAsync("/shop")).Should(HttpStatusCode.OK).Text.Length);
    }

    [Fact]
    public async Task The_policy_knows_better_what_is_a_page()
    {
        var shop = await OpenAsync(OneAtATime with { Policy = policy => policy.IsPageRequest = context => context.Request.Headers.ContainsKey("X-App") ? false : null });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await shop.Browser().SendAsync(HttpMethod.Get, "/shop", ("X-App", "1"), ("Accept", Chrome))).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await shop.Browser().SendAsync(HttpMethod.Get, "/shop", ("Accept", Chrome))).Should(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task People_get_a_page_also_where_there_is_no_event()
    {
        var shop = await OpenAsync(Quiet with
        {
            Options = options => options.KnownEventsOnly = true,
            Policy = policy => (policy.EventId, policy.EventIdSelector) = (null, _ => ValueTask.FromResult<string?>("nowhere")),
        });
        var page = (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.NotFound);
        Assert.Contains("This is over", page.Text, StringComparison.Ordinal);
        (await shop.Browser().FetchAsync("/shop")).ShouldFail(HttpStatusCode.NotFound, "EVENT_NOT_FOUND");
    }

    [Fact]
    public async Task People_get_a_page_also_where_their_session_sends_too_much()
    {
        var shop = await OpenAsync(Quiet with { Time = new FakeTimeProvider() });
        using var browser = shop.Browser();
        for (var i = 0; i < 2; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        for (var i = 0; i < 299; i++)
            await browser.FetchAsync("/shop");
        (await browser.FetchAsync("/shop")).ShouldFail(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        var page = (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        Assert.Contains("One moment, please", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_is_the_policys()
    {
        var shop = await OpenAsync(OneAtATime with { Policy = policy => policy.WaitingStatusCode = 202 });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.Accepted);
    }
}
