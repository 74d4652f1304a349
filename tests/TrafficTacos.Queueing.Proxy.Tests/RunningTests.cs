using System.Net;

namespace TrafficTacos.Queueing.Proxy.Tests;

/// <summary>A proxy whose event is open.</summary>
public sealed class RunningTests
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal) { ["STORE"] = "memory", ["TRUSTED_PROXIES"] = "127.0.0.0/8" };

    [Theory]
    [InlineData("/a%2Fb%252F", "/a%2Fb%252F")]
    [InlineData("/a;b=c/d", "/a;b=c/d")]
    [InlineData("/a%5Cb", "/a%5Cb")]
    [InlineData("/a//b", "/a//b")]
    [InlineData("/100%25", "/100%25")]
    public async Task An_unusual_address_is_the_shops_business_once_the_visitor_is_in(string target, string upstream)
    {
        await using var shop = await NodeShop.StartAsync();
        await using var proxy = await ProxyProcess.StartAsync(With("PROXY_UPSTREAM", shop.Address));
        Assert.Equal(upstream, (await new RawRequest("GET", target).SendAsync(proxy.Address)).Should(HttpStatusCode.OK).String("url"));
    }

    [Fact]
    public async Task A_trusted_proxy_in_front_says_who_the_visitor_is()
    {
        await using var shop = await NodeShop.StartAsync();
        await using var proxy = await ProxyProcess.StartAsync(With("PROXY_UPSTREAM", shop.Address));
        var answer = await new RawRequest("GET", "/x").With("X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: www.shop.example").SendAsync(proxy.Address);
        var headers = answer.Json.GetProperty("headers");
        Assert.Equal(
            ("203.0.113.7", "https", "www.shop.example", "www.shop.example"),
            (headers.GetProperty("x-forwarded-for").GetString(), headers.GetProperty("x-forwarded-proto").GetString(), headers.GetProperty("x-forwarded-host").GetString(), headers.GetProperty("host").GetString()));
        // Behind TLS the cookies are those of a site, not of a developer's machine.
        Assert.All(answer.Headers.GetValues("Set-Cookie").Where(cookie => !cookie.StartsWith("basket", StringComparison.Ordinal)), cookie => Assert.StartsWith("__Host-wr-", cookie, StringComparison.Ordinal));
    }

    /// <summary>Two events behind one proxy, by routes of the section ReverseProxy.</summary>
    [Fact]
    public async Task The_section_ReverseProxy_has_routes_of_its_own()
    {
        await using var shop = await NodeShop.StartAsync();
        await using var proxy = await ProxyProcess.StartAsync(new Dictionary<string, string>(Settings, StringComparer.Ordinal)
        {
            ["ReverseProxy__Clusters__shop__Destinations__one__Address"] = shop.Address,
            ["ReverseProxy__Routes__opera__ClusterId"] = "shop",
            ["ReverseProxy__Routes__opera__Match__Path"] = "/opera/{**rest}",
            ["ReverseProxy__Routes__opera__Metadata__WaitingRoom"] = "opera",
            ["ReverseProxy__Routes__rest__ClusterId"] = "shop",
            ["ReverseProxy__Routes__rest__Match__Path"] = "/{**rest}",
            ["WaitingRoomPolicies__opera__EventId"] = "opera",
            ["WaitingRoom__Events__opera__OpensAt"] = "2099-01-01T00:00:00+00:00",
        });
        (await new RawRequest("GET", "/opera/1").SendAsync(proxy.Address)).Should(HttpStatusCode.TooManyRequests);
        (await new RawRequest("GET", "/open").SendAsync(proxy.Address)).Should(HttpStatusCode.OK);
        // Another way to spell a gated route must not be the open one.
        (await new RawRequest("GET", "//opera/1").SendAsync(proxy.Address)).Should(HttpStatusCode.NotFound);
        (await new RawRequest("GET", "/opera%2f1").SendAsync(proxy.Address)).Should(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_shop_that_is_away_is_502_and_the_proxy_ends_when_it_is_told()
    {
        await using var proxy = await ProxyProcess.StartAsync(With("PROXY_UPSTREAM", "http://127.0.0.1:9"));
        (await new RawRequest("GET", "/x").SendAsync(proxy.Address)).Should(HttpStatusCode.BadGateway);
        proxy.Terminate();
        Assert.Equal(0, await proxy.EndAsync());
    }

    private static Dictionary<string, string> With(string variable, string value) => new(Settings, StringComparer.Ordinal) { [variable] = value };
}
