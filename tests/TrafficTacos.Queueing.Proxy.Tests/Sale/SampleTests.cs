using System.Net;

namespace TrafficTacos.Queueing.Proxy.Tests.Sale;

/// <summary>samples/proxy-before-node, with its own settings.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task One_visitor_is_in_the_checkout_and_the_next_when_that_one_has_paid()
    {
        await using var shop = await NodeShop.StartAsync("SampleShop");
        var settings = File.ReadLines(ProjectPath.Of(typeof(SampleTests).Assembly, "SampleSettings")).Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        settings["PROXY_UPSTREAM"] = shop.Address;
        await using var proxy = await ProxyProcess.StartAsync(settings);
        using var alice = Browser(proxy.Address);
        using var bob = Browser(proxy.Address);

        // The second request brings the cookie back, and the visitor has a session.
        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync("/checkout")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync("/checkout")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await bob.GetAsync("/checkout")).StatusCode);
        Assert.Contains("Buy a ticket", await bob.GetStringAsync("/"), StringComparison.Ordinal);

        Assert.Contains("Thank you", await (await alice.PostAsync("/checkout/pay", null)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Eventually.IsTrueAsync(async () => (await bob.GetAsync("/checkout")).StatusCode == HttpStatusCode.OK);
    }

    private static HttpClient Browser(Uri address)
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Mode", "navigate");
        return browser;
    }
}
