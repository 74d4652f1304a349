using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>UseWaitingRoom(): a page with a waiting room in front.</summary>
public abstract class GateTests(string? redis) : GatedShopTests(redis)
{
    [Fact]
    public async Task On_a_quiet_day_nobody_sees_the_page()
    {
        var shop = await OpenAsync(Quiet);
        using var browser = shop.Browser();
        var first = (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        Assert.Equal("nobody", first.Text);
        Assert.Equal("no-store, private", first.Header("Cache-Control"));
        var session = (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK).Text;
        Assert.Equal(48, session.Length);
        Assert.Equal(session, (await browser.FetchAsync("/shop")).Should(HttpStatusCode.OK).Text);
        Assert.Equal(session, (await browser.PostAsync("/shop")).Should(HttpStatusCode.OK).Text);
        // A first request, its pass and the session are one visitor.
        Assert.Equal(1, await shop.JoinedAsync());
    }

    [Fact]
    public async Task Whoever_has_to_wait_waits_at_the_same_address_and_goes_in_when_it_is_their_turn()
    {
        var shop = await OpenAsync(OneAtATime);
        using var inside = shop.Browser();
        (await inside.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var browser = shop.Browser();
        var page = (await browser.OpenAsync("/shop?size=xl")).Should(HttpStatusCode.TooManyRequests);
        Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.Equal("noindex", page.Header("X-Robots-Tag"));
        Assert.NotNull(page.Header("Retry-After"));
        Assert.Contains("frame-ancestors 'self'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(["id", "place"], KindsOf(browser));
        var asked = (await browser.AskAsync("/shop?size=xl")).Should(HttpStatusCode.OK);
        Assert.Equal(("waiting", 1), (asked.String("status"), asked.Number("position")));
        Assert.False(asked.Json.TryGetProperty("waiting_token", out _));
        (await browser.FetchAsync("/shop")).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");

        await shop.LetInAsync(browser);
        var session = (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK).Text;
        Assert.Equal(48, session.Length);
        var passed = (await browser.AskAsync("/shop")).Should(HttpStatusCode.NoContent);
        Assert.Equal("passed", passed.Header("Waiting-Room"));
    }

    [Fact]
    public async Task A_reload_and_a_second_tab_keep_the_place()
    {
        var shop = await OpenAsync(OneAtATime);
        using var browser = shop.Browser();
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        var place = browser.Cookie("place")!.Value;
        using var later = shop.Browser();
        (await later.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal(place, browser.Cookie("place")!.Value);
        browser.Forget("place");
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal(1, (await browser.AskAsync("/shop")).Number("position"));
        Assert.Equal(2, (await later.AskAsync("/shop")).Number("position"));
    }

    [Fact]
    public async Task A_page_without_script_shows_the_code_that_a_status_has()
    {
        var shop = await OpenAsync(OneAtATime);
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        var again = (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests).Text;
        var code = (await browser.AskAsync("/shop")).Json.GetProperty("page").GetProperty("support_code").GetString()!;
        Assert.NotEmpty(code);
        Assert.Contains($"<b data-view=\"support_code\" dir=\"ltr\">{code}</b>", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_visitor_gets_the_seat_of_one_who_is_done()
    {
        var shop = await OpenAsync(OneSeat);
        using var buyer = shop.Browser();
        (await buyer.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await buyer.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal("waiting", (await browser.AskAsync("/shop")).String("status"));
        (await buyer.PostAsync("/shop/pay")).Should(HttpStatusCode.OK);
        Assert.Equal(["id"], KindsOf(buyer));
        await Eventually.IsTrueAsync(async () => (await browser.AskAsync("/shop")).String("status") == "ready");
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await buyer.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_session_that_was_copied_to_another_browser_lets_nobody_in()
    {
        var shop = await OpenAsync(OneAtATime);
        using var owner = shop.Browser();
        for (var i = 0; i < 2; i++)
            (await owner.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var buyer = shop.Browser();
        (await buyer.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        buyer.SetCookie(owner.Cookie("session")!.Name, owner.Cookie("session")!.Value);
        (await buyer.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        (await owner.OpenAsync("/shop")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_log_in_while_waiting_or_shopping_loses_nothing()
    {
        var shop = await OpenAsync(OneAtATime);
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        using var later = shop.Browser();
        (await later.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        browser.Headers[Shop.UserHeader] = Fresh.User();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal(1, (await browser.AskAsync("/shop")).Number("position"));
        await shop.LetInAsync(browser);
        var session = (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK).Text;
        later.Headers[Shop.UserHeader] = Fresh.User();
        Assert.Equal(session, (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task The_pages_script_and_a_shops_own_script_share_the_place()
    {
        var shop = await OpenAsync(OneAtATime);
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        var query = $"?event_id={shop.EventId}";
        var status = (await browser.FetchAsync("/_waiting-room/queue/status" + query)).Should(HttpStatusCode.OK);
        Assert.Equal(1, status.Number("position"));
        (await browser.SendAsync(HttpMethod.Delete, "/_waiting-room/queue/leave" + query)).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        (await browser.SendAsync(HttpMethod.Delete, "/_waiting-room/queue/leave" + query, ("Sec-Fetch-Site", "cross-site"))).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        (await browser.SendAsync(HttpMethod.Delete, "/_waiting-room/queue/leave" + query, ("Sec-Fetch-Site", "same-origin"))).Should(HttpStatusCode.OK);
        Assert.Equal("expired", (await browser.FetchAsync("/_waiting-room/queue/status" + query)).String("status"));
    }

    [Fact]
    public async Task A_browsers_session_stays_in_its_cookie_and_ends_also_while_it_is_a_pass()
    {
        var shop = await OpenAsync(Quiet);
        using var browser = shop.Browser();
        for (var i = 0; i < 2; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        var query = $"?event_id={shop.EventId}";
        var extended = (await browser.SendAsync(HttpMethod.Post, "/_waiting-room/queue/session/extend" + query, ("Sec-Fetch-Site", "same-origin"))).Should(HttpStatusCode.OK);
        Assert.False(extended.Json.TryGetProperty("session_token", out _));
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var hasty = shop.Browser();
        (await hasty.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await hasty.SendAsync(HttpMethod.Delete, "/_waiting-room/queue/session" + query, ("Sec-Fetch-Site", "same-origin"))).Should(HttpStatusCode.OK);
        Assert.Equal(["id"], KindsOf(hasty));
    }

    private static IEnumerable<string> KindsOf(BrowserClient browser) =>
        browser.Cookies.Select(cookie => cookie.Name.Split('-')[1]).Order(StringComparer.Ordinal);
}

public sealed class GateInMemoryTests() : GateTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class GateOnRedisTests(RedisFixture redis) : GateTests(redis.Address);
