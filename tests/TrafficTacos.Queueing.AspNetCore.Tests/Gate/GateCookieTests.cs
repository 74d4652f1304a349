using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>The cookies of the gate: how they are made, and what a forged one is good for.</summary>
public sealed class GateCookieTests() : GatedShopTests(null)
{
    private static readonly (string, string)[] Navigation = [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];

    [Fact]
    public async Task They_are_for_this_host_and_secure_wherever_TLS_ends()
    {
        var shop = await OpenAsync(OneAtATime);
        var inside = await SetCookiesAsync(shop, [("Host", "shop.example"), .. Navigation]);
        var waiting = await SetCookiesAsync(shop, [("Host", "shop.example"), .. Navigation]);
        Assert.Collection(
            inside.Order(StringComparer.Ordinal),
            cookie => Assert.Matches("^__Host-wr-id-[0-9a-f]{12}=[^;]{40,90}; max-age=86400; path=/; secure; samesite=lax; httponly$", cookie),
            cookie => Assert.Matches("^__Host-wr-place-[0-9a-f]{12}=[^;]+; max-age=86400; path=/; secure; samesite=lax; httponly$", cookie),
            cookie => Assert.Matches("^__Host-wr-session-[0-9a-f]{12}=[^;]+; max-age=86400; path=/; secure; samesite=none; httponly$", cookie));
        Assert.Equal(["id", "place"], waiting.Select(cookie => cookie.Split('-')[2]).Order(StringComparer.Ordinal));
        Assert.All(inside, cookie => Assert.True(cookie.Length < 400, cookie));
    }

    [Fact]
    public async Task On_a_developers_machine_they_need_no_TLS()
    {
        var shop = await OpenAsync(OneAtATime);
        var cookies = await SetCookiesAsync(shop, [("Host", "localhost:5000"), .. Navigation]);
        Assert.All(cookies, cookie => Assert.Matches("^wr-.*; path=/; samesite=lax; httponly$", cookie));
    }

    [Fact]
    public async Task Over_plain_http_the_log_says_once_that_browsers_refuse_them()
    {
        using var log = new LogCollector();
        var shop = await OpenAsync(OneAtATime with { Services = services => services.AddLogging(logging => logging.AddProvider(log)) });
        await SetCookiesAsync(shop, [("Host", "localhost:5000"), .. Navigation]);
        Assert.DoesNotContain(log.Lines, IsWarning);
        await SetCookiesAsync(shop, [("Host", "shop.example"), .. Navigation]);
        await SetCookiesAsync(shop, [("Host", "shop.example"), .. Navigation]);
        Assert.Single(log.Lines, IsWarning);

        static bool IsWarning(string line) => line.Contains("app.UseForwardedHeaders()", StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_frames_of_listed_origins_they_are_partitioned()
    {
        var shop = await OpenAsync(OneAtATime with { Services = services => services.Configure<WaitingRoomHttpOptions>(http => http.FrameAncestors.Add("https://a.example")) });
        var cookies = await SetCookiesAsync(shop, [("Host", "shop.example"), .. Navigation]);
        Assert.All(cookies, cookie => Assert.EndsWith("samesite=none; httponly; Partitioned", cookie, StringComparison.Ordinal));
        var page = await shop.Browser().OpenAsync("/shop");
        Assert.Contains("frame-ancestors 'self' https://a.example", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    public static TheoryData<string> BadValues => [.. new[] { "", "x", "AAAA", new string('A', 3_000), "%00", "a b", "\"quoted\"", "=;=", Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"admin\":true}")) }];

    [Theory]
    [MemberData(nameof(BadValues))]
    public async Task A_forged_one_counts_as_none(string value)
    {
        var shop = await OpenAsync(OneAtATime);
        using var inside = shop.Browser();
        for (var i = 0; i < 2; i++)
            (await inside.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        var cookies = string.Join("; ", inside.Cookies.Select(cookie => $"{cookie.Name}={value}"));
        using var forger = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = shop.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/shop");
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        (await forger.AskAsync(request)).Should(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task One_of_another_kind_another_event_or_twice_counts_as_none()
    {
        var shop = await OpenAsync(OneAtATime with { Map = app => app.MapGet("/other", () => "other").RequireWaitingRoom("other") });
        using var inside = shop.Browser();
        for (var i = 0; i < 2; i++)
            (await inside.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await inside.OpenAsync("/other")).Should(HttpStatusCode.OK);
        (await inside.OpenAsync("/other")).Should(HttpStatusCode.OK);
        var sessions = inside.Cookies.Where(cookie => cookie.Name.Contains("session", StringComparison.Ordinal)).ToList();
        var place = inside.Cookies.First(cookie => cookie.Name.Contains("place", StringComparison.Ordinal));
        Assert.Equal(2, sessions.Count);
        foreach (var cookie in (string[])
        [
            $"{sessions[0].Name}={sessions[1].Value}",
            $"{sessions[1].Name}={sessions[0].Value}",
            $"{sessions[0].Name}={place.Value}",
            $"{sessions[0].Name}={sessions[0].Value}; {sessions[0].Name}={sessions[0].Value}",
        ])
        {
            foreach (var path in (string[])["/shop", "/other"])
            {
                using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = shop.Address };
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation("Cookie", cookie);
                Assert.NotEqual(HttpStatusCode.OK, (await client.AskAsync(request)).Status);
            }
        }
    }

    [Fact]
    public async Task Of_more_than_four_events_those_of_the_first_are_deleted()
    {
        var shop = await OpenAsync(Quiet with
        {
            Policy = policy =>
            {
                policy.EventId = null;
                policy.EventIdSelector = context => ValueTask.FromResult<string?>("many-" + context.Request.Query["event"]);
            },
        });
        using var browser = shop.Browser();
        for (var i = 0; i < 6; i++)
            (await browser.OpenAsync($"/shop?event={i}")).Should(HttpStatusCode.OK);
        Assert.Equal(4, browser.Cookies.Count(cookie => cookie.Name.Contains("wr-id-", StringComparison.Ordinal)));
        Assert.Equal(12, browser.Cookies.Count);
    }

    [Fact]
    public async Task Two_thousand_of_somebody_else_do_not_hide_ours()
    {
        var shop = await OpenAsync(OneAtATime);
        using var inside = shop.Browser();
        for (var i = 0; i < 2; i++)
            (await inside.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = shop.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/shop");
        var own = inside.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}");
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Enumerable.Range(0, 2_000).Select(i => $"c{i}={i}").Concat(own)));
        (await client.AskAsync(request)).Should(HttpStatusCode.OK);
    }

    private static async Task<string[]> SetCookiesAsync(GatedShop shop, (string Name, string Value)[] headers)
    {
        var answer = await shop.Browser().SendAsync(HttpMethod.Get, "/shop", headers);
        return answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];
    }
}
