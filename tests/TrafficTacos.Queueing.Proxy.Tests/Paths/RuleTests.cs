using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TrafficTacos.Queueing.Proxy.Paths;

namespace TrafficTacos.Queueing.Proxy.Tests.Paths;

/// <summary>What rules cover, and which of them wins.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("/*", "", "/", true)]
    [InlineData("/", "", "/anything", true)]
    [InlineData("/shop", "", "/shop/pay", true)]
    [InlineData("/shop", "", "/shopping", false)]
    [InlineData("/shop*", "", "/shopping/x", true)]
    [InlineData("/order-*/pay", "", "/order-17/pay/now", true)]
    [InlineData("/order-*/pay", "", "/order-17/look", false)]
    [InlineData("*.php", "", "/index.php/x.css", true)]
    [InlineData("/index.php?route=checkout*", "", "/index.php?route=checkout/pay", true)]
    [InlineData("/index.php?route=checkout*", "", "/other?route=checkout/pay", false)]
    [InlineData("/*", "/", "/", false)]
    [InlineData("/*", "/", "/x", true)]
    [InlineData("/*", "/assets/*", "/assets/x", false)]
    [InlineData("/*", "/assets/*", "/assets", true)]
    [InlineData("/*", "/robots.txt", "/robots.txt", false)]
    [InlineData("/*", "/robots.txt", "/robots.txt/", true)]
    [InlineData("/*", "/robots.txt", "/robots.txt/x", true)]
    [InlineData("/*", "*.css", "/a/b.css", false)]
    [InlineData("/*", "*.css", "/v1.2/b.css", true)]
    [InlineData("/*", "*.css", "/a/b.css/", true)]
    [InlineData("/*", "*.css", "/a/b.css?v=1.2.3", false)]
    [InlineData("/*", "*.css", "/a/b.css?ver=6.4", false)]
    [InlineData("/*", "*.css", "/a/b.css?1700000000", false)]
    [InlineData("/*", "*.css", "/a/b.css?a1b2c3", false)]
    [InlineData("/*", "*.css", "/a/b.css?", false)]
    [InlineData("/*", "*.css", "/x.css?add-to-cart=12", true)]
    [InlineData("/*", "*.css", "/x.css?route=checkout/cart", true)]
    [InlineData("/*", "*.css", "/x.css?rest_route=/wc/store/cart", true)]
    [InlineData("/*", "*.css", "/x.css?v=1&add-to-cart=12", true)]
    [InlineData("/*", "*.css", "/x.css?v=1;add-to-cart=12", true)]
    [InlineData("/*", "*.css", "/x.css?v=1%26add-to-cart=12", true)]
    [InlineData("/*", "*.css", "/x.css?v[]=1", true)]
    [InlineData("/*", "*.css", "/x.css?V=1", true)]
    [InlineData("/*", "*.css", "/x.css?cafe", true)]
    [InlineData("/*", "*.css", "/x.css?checkout1", true)]
    [InlineData("/*", "?route=payment/callback", "/index.php?route=payment/callback", false)]
    [InlineData("/*", "?route=payment/callback", "/index.php?route=payment/callback&route=checkout", true)]
    [InlineData("/*", "?route=payment/callback", "/index.php?route=payment/callback&Route=checkout", true)]
    [InlineData("/*", "?route=payment/callback", "/index.php?route=payment/callback&route[]=checkout", true)]
    [InlineData("/*", "?route=payment/callback", "/index.php", true)]
    public void Rules(string protect, string exclude, string target, bool isProtected)
    {
        var rules = new PathRules(Parse(protect), Parse(exclude));
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Path = target.Split('?')[0];
        context.Request.QueryString = new QueryString(target[target.Split('?')[0].Length..]);
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        Assert.Equal(isProtected, rules.IsProtected(RequestTarget.Of(context)));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("/a%62")]
    [InlineData("/a//b")]
    [InlineData("/a;b")]
    [InlineData("*.c*")]
    [InlineData("*css")]
    [InlineData("*.")]
    [InlineData("?")]
    [InlineData("?=x")]
    [InlineData("?a")]
    [InlineData("?a=b=c")]
    public void What_is_no_rule_is_refused(string text) => Assert.Null(PathRule.Parse(text));

    private static List<PathRule> Parse(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(rule => PathRule.Parse(rule)!)];
}
