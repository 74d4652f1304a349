using Yarp.ReverseProxy.Transforms;

namespace TrafficTacos.Queueing.Yarp.Tests.Forwarding;

/// <summary>What the destination gets.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData("__Host-wr-s-1a2b=x", "")]
    [InlineData("a=1; __Host-wr-s-1a2b=x; b=2", "a=1; b=2")]
    [InlineData("__Secure-wr-i=x; a=1", "a=1")]
    [InlineData("wr-i=x;a=1", "a=1")]
    [InlineData("__host-WR-i=x; a=1", "a=1")]
    [InlineData("a=1; =wr-i=x", "a=1")]
    [InlineData("a=1;b=2", "a=1;b=2")]
    [InlineData("swr-i=1; awr-=2; __Host-swr-i=3; wri=4", "swr-i=1; awr-=2; __Host-swr-i=3; wri=4")]
    public async Task Our_cookies_are_not_among_them(string sent, string got)
    {
        await using var upstream = await Upstream.StartAsync(_ => Task.CompletedTask);
        await using var proxy = await Proxy.StartAsync(upstream);
        await new RawRequest("GET", "/").With("Cookie: " + sent).SendAsync(proxy.Address);
        Assert.Equal(got, Assert.Single(upstream.Requests)["Cookie"].ToString());
    }

    [Fact]
    public async Task Nor_in_a_second_line_nor_from_a_transform()
    {
        await using var upstream = await Upstream.StartAsync(_ => Task.CompletedTask);
        await using var proxy = await Proxy.StartAsync(upstream, yarp => yarp.AddTransforms(context => context.AddRequestHeader("Cookie", "wr-c=3")));
        await new RawRequest("GET", "/").With("Cookie: a=1", "Cookie: wr-b=2").SendAsync(proxy.Address);
        Assert.Equal("a=1", Assert.Single(upstream.Requests)["Cookie"].ToString());
    }

    [Fact]
    public async Task The_header_of_our_page_is_not_forwarded()
    {
        await using var upstream = await Upstream.StartAsync(_ => Task.CompletedTask);
        await using var proxy = await Proxy.StartAsync(upstream);
        await new RawRequest("GET", "/").With("Waiting-Room: status").SendAsync(proxy.Address);
        Assert.False(Assert.Single(upstream.Requests).ContainsKey("Waiting-Room"));
    }

    [Fact]
    public async Task Transforms_of_the_application_still_apply()
    {
        await using var upstream = await Upstream.StartAsync(_ => Task.CompletedTask);
        await using var proxy = await Proxy.StartAsync(upstream, yarp => yarp.AddTransforms(context => context.AddRequestHeader("X-Shop", "1").AddResponseHeader("X-Proxy", "2")));
        var answer = await new RawRequest("GET", "/").SendAsync(proxy.Address);
        Assert.Equal("1", Assert.Single(upstream.Requests)["X-Shop"].ToString());
        Assert.Equal("2", answer.Header("X-Proxy"));
    }
}
