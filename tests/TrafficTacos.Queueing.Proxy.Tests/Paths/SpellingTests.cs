using System.Net;

namespace TrafficTacos.Queueing.Proxy.Tests.Paths;

/// <summary>Nobody gets to the shop by spelling its address differently, and nobody waits in front of what is excluded.</summary>
public sealed class SpellingTests(ClosedProxy proxy) : IClassFixture<ClosedProxy>
{
    /// <summary>Before the gate, a server may refuse a target altogether.</summary>
    private static readonly HttpStatusCode[] Refusals = [HttpStatusCode.BadRequest, HttpStatusCode.NotFound];

    [Fact]
    public async Task No_spelling_of_a_protected_page_reaches_the_shop()
    {
        var past = new List<string>();
        var (gated, refused) = (0, 0);
        foreach (var target in Spellings.All)
        {
            var answer = await new RawRequest("GET", target).SendAsync(proxy.Address);
            if (answer.Header("X-Shop") is not null && (!answer.Text.StartsWith('{') || IsShop(answer.String("url"))))
                past.Add(target);
            else if (Refusals.Contains(answer.Status))
                refused++;
            else if (answer.Status == HttpStatusCode.TooManyRequests)
                gated++;
        }

        Assert.Empty(past);
        // Most do meet the gate: a proxy that answers nothing at all would pass, too.
        Assert.True(gated > Spellings.All.Count() / 2, $"{gated} of {Spellings.All.Count()} met the gate, and {refused} were refused.");
    }

    [Theory]
    [InlineData("GET", "/shop")]
    [InlineData("GET", "/Shop/")]
    [InlineData("GET", "/shop/pay")]
    [InlineData("GET", "/shop/hooks")]
    [InlineData("POST", "/shop/app.css")]
    [InlineData("GET", "/shop/index.php/app.css")]
    [InlineData("GET", "/shop/.css")]
    [InlineData("GET", "/shop/x.css?add-to-cart=12")]
    [InlineData("GET", "/shop/x.css?rest_route=/wc/store/cart")]
    [InlineData("GET", "/open;/x")]
    [InlineData("GET", "/open//x")]
    [InlineData("GET", "/open/%25")]
    [InlineData("GET", "/open/%zz")]
    [InlineData("OPTIONS", "*")]
    [InlineData("GET", "/?route=checkout/cart")]
    [InlineData("GET", "/?ROUTE=Checkout")]
    [InlineData("GET", "/?route=%63heckout")]
    [InlineData("GET", "/?route=%2563heckout")]
    [InlineData("GET", "/?%72oute=checkout")]
    [InlineData("GET", "/?a=1&route=checkout")]
    [InlineData("GET", "/?a=1;route=checkout")]
    [InlineData("GET", "/?route=home&route=checkout")]
    [InlineData("GET", "/?route=checkout&route=home")]
    [InlineData("GET", "/?route[]=checkout")]
    [InlineData("GET", "/?route%5B0%5D=checkout")]
    [InlineData("GET", "/?+route=checkout")]
    [InlineData("GET", "/?route=.check-out")]
    [InlineData("GET", "/?route=//checkout")]
    [InlineData("GET", "/?route=checkout%00")]
    [InlineData("GET", "/?rou%00te=checkout")]
    [InlineData("GET", "/?%2572oute=checkout")]
    [InlineData("GET", "/assets/app.css?route=checkout")]
    [InlineData("POST", "/index.php?route=checkout")]
    public async Task A_protected_target_meets_the_gate(string method, string target)
    {
        var answer = await new RawRequest(method, target).SendAsync(proxy.Address);
        Assert.Null(answer.Header("X-Shop"));
        Assert.True(answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.Forbidden, $"{answer.Status}: {answer.Text}");
    }

    [Theory]
    [InlineData("GET", "/", "/")]
    [InlineData("POST", "/open", "/open")]
    [InlineData("GET", "/shopping", "/shopping")]
    [InlineData("GET", "/%61bout", "/about")]
    [InlineData("GET", "/a%20b/c", "/a%20b/c")]
    [InlineData("GET", "/%EC%83%81%ED%92%88/1", "/%EC%83%81%ED%92%88/1")]
    [InlineData("GET", "/wiki/Talk:X,(y)@z!$&'*+=~", "/wiki/Talk:X,(y)@z!$&'*+=~")]
    [InlineData("GET", "/x?next=//shop/..;%2f%5c%25", "/x?next=//shop/..;%2f%5c%25")]
    [InlineData("GET", "/?route=home", "/?route=home")]
    [InlineData("GET", "/?router=checkout", "/?router=checkout")]
    [InlineData("GET", "/?x=checkout", "/?x=checkout")]
    [InlineData("GET", "/robots.txt", "/robots.txt")]
    [InlineData("GET", "/.well-known/acme/1", "/.well-known/acme/1")]
    [InlineData("GET", "/ASSETS/app", "/ASSETS/app")]
    public async Task An_open_target_reaches_the_shop_as_it_was_matched(string method, string target, string upstream)
    {
        var answer = (await new RawRequest(method, target).SendAsync(proxy.Address)).Should(HttpStatusCode.OK);
        Assert.Equal((method, upstream), (answer.String("method"), answer.String("url")));
    }

    [Theory]
    [InlineData("GET", "/shop/app.css")]
    [InlineData("GET", "/shop/app.css?ver=6.4.2")]
    [InlineData("HEAD", "/shop/img/logo.PNG")]
    [InlineData("POST", "/shop/hooks/paid")]
    public async Task What_is_excluded_does_not_wait(string method, string target) =>
        Assert.Equal("node", (await new RawRequest(method, target).SendAsync(proxy.Address)).Should(HttpStatusCode.OK).Header("X-Shop"));

    [Fact]
    public async Task What_is_shown_as_a_page_is_no_part_of_one()
    {
        var answer = await new RawRequest("GET", "/shop/ticket.svg").With("Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document").SendAsync(proxy.Address);
        Assert.Null(answer.Should(HttpStatusCode.TooManyRequests).Header("X-Shop"));
        Assert.Equal("node", (await new RawRequest("GET", "/shop/ticket.svg").With("Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image").SendAsync(proxy.Address)).Header("X-Shop"));
    }

    [Fact]
    public async Task Headers_that_name_another_address_are_not_forwarded()
    {
        var answer = await new RawRequest("GET", "/open").With(
            "X-Original-URL: /shop", "X-Rewrite-URL: /shop", "X-HTTP-Method-Override: POST", "X-HTTP-Method: POST", "X-Method-Override: POST", "Forwarded: for=192.0.2.1", "X-Real-IP: 192.0.2.1",
            "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Host: evil.example", "X-Forwarded-Prefix: /x", "X-Kept: 1", "Cookie: wr-session-1=x; a=1").SendAsync(proxy.Address);
        var headers = answer.Json.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString(), StringComparer.Ordinal);
        Assert.Equal(
            ["content-length", "cookie", "host", "traceparent", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-kept"], headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("127.0.0.1", proxy.Address.Authority, proxy.Address.Authority, "a=1"), (headers["x-forwarded-for"], headers["x-forwarded-host"], headers["host"], headers["cookie"]));
        Assert.Equal("basket=1; Path=/", answer.Header("Set-Cookie"));
    }

    [Fact]
    public async Task Health_has_a_port_of_its_own_and_takes_no_path_of_the_shop()
    {
        foreach (var path in (string[])["/healthz", "/readyz"])
        {
            (await new RawRequest("GET", path).SendAsync(proxy.HealthAddress)).Should(HttpStatusCode.OK);
            Assert.Equal("node", (await new RawRequest("GET", path).SendAsync(proxy.Address)).Header("X-Shop"));
        }

        (await new RawRequest("GET", "/open").SendAsync(proxy.HealthAddress)).Should(HttpStatusCode.NotFound);
    }

    private static bool IsShop(string url) => Spellings.MostTolerant(url) is "/shop" or ['/', 's', 'h', 'o', 'p', '/', ..];
}
