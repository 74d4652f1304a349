using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>Where the gate takes a session from.</summary>
public sealed class GateSessionSourceTests() : GatedShopTests(null)
{
    [Fact]
    public async Task A_live_cookie_counts_more_than_a_header()
    {
        var shop = await OpenAsync(OneAtATime);
        using var browser = await InsideAsync(shop);
        var session = (await browser.OpenAsync("/shop")).Text;
        var answer = await browser.SendAsync(HttpMethod.Get, "/shop", ("Sec-Fetch-Mode", "cors"), ("X-Waiting-Room-Session", "stale"));
        Assert.Equal(session, answer.Should(HttpStatusCode.OK).Text);
    }

    [Theory]
    [InlineData("POST", "Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: navigate", HttpStatusCode.OK)]
    [InlineData("POST", "", HttpStatusCode.OK)]
    [InlineData("GET", "Sec-Fetch-Site: none; Sec-Fetch-Mode: navigate", HttpStatusCode.TooManyRequests)]
    [InlineData("GET", "Sec-Fetch-Site: same-origin; Sec-Fetch-Mode: navigate", HttpStatusCode.TooManyRequests)]
    [InlineData("GET", "Sec-Fetch-Mode: navigate", HttpStatusCode.TooManyRequests)]
    public async Task A_session_cookie_alone_counts_where_a_browser_may_send_it_alone(string method, string headers, HttpStatusCode status)
    {
        var shop = await OpenAsync(OneAtATime);
        using var browser = await InsideAsync(shop);
        browser.Forget("id");
        browser.Forget("place");
        var sent = headers.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(header => (header.Split(": ")[0], header.Split(": ")[1])).ToArray();
        (await browser.SendAsync(new HttpMethod(method), "/shop", sent)).Should(status);
    }

    private static async Task<BrowserClient> InsideAsync(GatedShop shop)
    {
        var browser = shop.Browser();
        for (var i = 0; i < 2; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        return browser;
    }
}
