using System.Net;
using System.Net.WebSockets;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace TrafficTacos.Queueing.Yarp.Tests.Forwarding;

/// <summary>What the visitor gets. None of these routes is gated: the rule holds for every response.</summary>
public sealed class ResponseTests
{
    private static readonly string[] OfTheShop = ["basket=1; Path=/", "__Host-basket=2; Secure; Path=/"];
    private static readonly string[] Forged = ["__Host-wr-s-1=x; Secure; Path=/", "__Secure-wr-i=y", "wr-p=z", "__HOST-WR-s-1=x", " wr-q=1", "=wr-nameless=1"];

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(302)]
    [InlineData(304)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Cookies_of_our_names_and_our_header_stay_behind_whatever_the_status(int status)
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            Forge(context);
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await using var proxy = await Proxy.StartAsync(upstream);
        AssertClean(await proxy.Http.AskAsync(HttpMethod.Get, "/"), status);
    }

    [Fact]
    public async Task A_response_whose_body_fails_at_once()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            Forge(context);
            await context.Response.StartAsync();
            context.Abort();
        });
        await using var proxy = await Proxy.StartAsync(upstream);
        var answer = await proxy.Http.AskAsync(HttpMethod.Get, "/");
        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.Null(answer.Header("Waiting-Room"));
        Assert.Null(answer.Header("Set-Cookie"));
    }

    [Fact]
    public async Task A_response_that_breaks_off_in_the_middle()
    {
        var isRead = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            Forge(context);
            await context.Response.WriteAsync("half of it");
            await context.Response.Body.FlushAsync();
            await isRead.Task;
            context.Abort();
        });
        await using var proxy = await Proxy.StartAsync(upstream);
        using var response = await proxy.Http.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.False(response.Headers.Contains("Waiting-Room"));
        Assert.Equal(OfTheShop, response.Headers.GetValues("Set-Cookie"));
        isRead.SetResult();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_response_whose_body_a_transform_replaces()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            Forge(context);
            return context.Response.WriteAsync("not wanted");
        });
        await using var proxy = await Proxy.StartAsync(upstream, yarp => yarp.AddTransforms(transforms => transforms.AddResponseTransform(async response =>
        {
            response.SuppressResponseBody = true;
            response.HttpContext.Response.Headers.ContentLength = null;
            await response.HttpContext.Response.WriteAsync("instead");
        })));
        var answer = await proxy.Http.AskAsync(HttpMethod.Get, "/");
        Assert.Equal("instead", answer.Text);
        AssertClean(answer, 200);
    }

    [Fact]
    public async Task A_connection_that_is_upgraded()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            Forge(context);
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });
        await using var proxy = await Proxy.StartAsync(upstream);
        using var client = new ClientWebSocket();
        client.Options.CollectHttpResponseDetails = true;
        await client.ConnectAsync(new UriBuilder(proxy.Address) { Scheme = "ws" }.Uri, CancellationToken.None);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, client.HttpStatusCode);
        Assert.DoesNotContain("Waiting-Room", client.HttpResponseHeaders!.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(OfTheShop, client.HttpResponseHeaders!["Set-Cookie"]);
    }

    [Fact]
    public async Task Trailers()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            await context.Response.WriteAsync("body");
            context.Response.AppendTrailer("Waiting-Room", "release");
            context.Response.AppendTrailer("Set-Cookie", "wr-i=1");
            context.Response.AppendTrailer("X-Sum", "7");
        });
        await using var proxy = await Proxy.StartAsync(
            [Proxy.Route("open", null)], Proxy.Cluster(upstream.Http2Address, new ForwarderRequestConfig { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact }));
        using var client = HttpVisitor.Client(proxy.Http2Address);
        using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact });
        Assert.Equal("body", await response.Content.ReadAsStringAsync());
        Assert.Equal(["x-sum"], response.TrailingHeaders.Select(header => header.Key));
    }

    /// <summary>A cache in the proxy keeps what the destination said before the response starts.</summary>
    [Fact]
    public async Task What_a_cache_in_the_proxy_kept()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.Headers["Waiting-Room"] = "release";
            context.Response.Headers.CacheControl = "public, max-age=60";
            return context.Response.WriteAsync("page");
        });
        await using var proxy = await Proxy.StartAsync(
            [Proxy.Route("open", null) with { OutputCachePolicy = "minute" }],
            Proxy.Cluster(upstream.Address),
            yarp => yarp.Services.AddOutputCache(cache => cache.AddPolicy("minute", policy => policy.Expire(TimeSpan.FromMinutes(1)))),
            app => app.UseOutputCache());
        for (var i = 0; i < 2; i++)
            Assert.Null((await proxy.Http.AskAsync(HttpMethod.Get, "/")).Header("Waiting-Room"));
        Assert.Single(upstream.Requests);
    }

    /// <summary>What the proxy itself sets is its own.</summary>
    [Fact]
    public async Task Cookies_that_the_gate_sets_reach_the_visitor()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            Forge(context);
            return Task.CompletedTask;
        });
        await using var proxy = await Proxy.StartAsync(upstream, use: app => app.Use((context, next) =>
        {
            context.Response.Headers.Append("Set-Cookie", "wr-at-once=1");
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.Append("Set-Cookie", "wr-at-the-start=2");
                return Task.CompletedTask;
            });
            return next(context);
        }));
        var answer = await proxy.Http.AskAsync(HttpMethod.Get, "/");
        Assert.Equal(["wr-at-once=1", .. OfTheShop, "wr-at-the-start=2"], answer.Headers.GetValues("Set-Cookie"));
    }

    private static void Forge(HttpContext context)
    {
        context.Response.Headers["Waiting-Room"] = "release";
        context.Response.Headers.SetCookie = (string[])[Forged[0], OfTheShop[0], .. Forged[1..], OfTheShop[1]];
    }

    private static void AssertClean(Answer answer, int status)
    {
        Assert.Equal(status, (int)answer.Status);
        Assert.Null(answer.Header("Waiting-Room"));
        Assert.Equal(OfTheShop, answer.Headers.GetValues("Set-Cookie"));
    }
}
