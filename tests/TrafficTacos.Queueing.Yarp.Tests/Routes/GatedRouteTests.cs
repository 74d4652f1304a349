using System.Net;
using Yarp.ReverseProxy.Configuration;

namespace TrafficTacos.Queueing.Yarp.Tests.Routes;

/// <summary>Gated and open routes of one proxy, with the waiting room in front.</summary>
public sealed class GatedRouteTests
{
    private static readonly RouteConfig[] Routes =
    [
        Proxy.Route("shop", "checkout") with { Match = new RouteMatch { Path = "/shop/{**rest}" } },
        Proxy.Route("open", null),
    ];

    [Fact]
    public async Task A_paid_order_frees_the_seat_and_nobody_sees_the_header()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var proxy = await StartAsync(upstream);
        var cookie = await EnterAsync(proxy);

        var paid = (await AskAsync(proxy, HttpMethod.Post, "/shop/paid", cookie)).Should(HttpStatusCode.OK);

        Assert.Null(paid.Header("Waiting-Room"));
        Assert.Contains(paid.Headers.GetValues("Set-Cookie"), one => one.StartsWith(cookie.Split('=')[0] + "=;", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(proxy, HttpMethod.Head, "/shop/cart", cookie)).Status);
    }

    [Fact]
    public async Task Any_other_response_keeps_the_seat()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var proxy = await StartAsync(upstream);
        var cookie = await EnterAsync(proxy);

        (await AskAsync(proxy, HttpMethod.Post, "/shop/pay", cookie)).Should(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(proxy, HttpMethod.Head, "/shop/cart", cookie)).Status);
    }

    [Fact]
    public async Task An_open_route_frees_no_seat_and_the_header_is_removed_all_the_same()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var proxy = await StartAsync(upstream);
        var cookie = await EnterAsync(proxy);

        var answer = (await AskAsync(proxy, HttpMethod.Post, "/paid", cookie)).Should(HttpStatusCode.OK);

        Assert.Null(answer.Header("Waiting-Room"));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(proxy, HttpMethod.Head, "/shop/cart", cookie)).Status);
    }

    [Fact]
    public async Task Cookies_that_the_application_has_named_are_kept_from_the_destination()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var proxy = await StartAsync(upstream, room => room.AddHttp(http => http.SessionCookie.Name = "seat"));
        var cookie = await EnterAsync(proxy);
        Assert.StartsWith("seat-", cookie, StringComparison.Ordinal);

        (await AskAsync(proxy, HttpMethod.Get, "/shop/cart", cookie + "; basket=1")).Should(HttpStatusCode.OK);

        Assert.Equal("basket=1", upstream.Requests.Last()["Cookie"].ToString());
    }

    [Fact]
    public async Task A_route_comes_before_the_convention_of_the_proxy_wherever_that_stands()
    {
        await using var upstream = await StartUpstreamAsync();
        foreach (var map in (Action<ReverseProxyConventionBuilder>[])[routes => routes.RequireWaitingRoom("closed").UseRouteWaitingRooms(), routes => routes.UseRouteWaitingRooms().RequireWaitingRoom("closed")])
        {
            await using var proxy = await StartAsync(upstream, map: map);
            await EnterAsync(proxy);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(proxy, HttpMethod.Get, "/cart", null)).Status);
        }
    }

    [Theory]
    [InlineData("//shop/cart")]
    [InlineData("/x/../shop/../shop//cart")]
    [InlineData("/.//shop/cart")]
    [InlineData("/\\shop/cart")]
    [InlineData("/;x/shop/cart")]
    [InlineData("/shop%2fcart")]
    [InlineData("/shop%252fcart")]
    [InlineData("/%2573hop/cart")]
    [InlineData("/%25u0073hop/cart")]
    [InlineData("/shop;x/cart")]
    [InlineData("/shop%00/cart")]
    [InlineData("/shop%3Fx/cart")]
    [InlineData("/shop./cart")]
    [InlineData("/%E2%80%8Bshop/cart")]
    [InlineData("/s%EF%BD%88op/cart")]
    [InlineData("/%C5%BFhop/cart")]
    public async Task An_open_route_is_no_way_around_a_gated_one(string target)
    {
        await using var upstream = await StartUpstreamAsync();
        await using var proxy = await StartAsync(upstream);
        var answer = await new RawRequest("GET", target).With("Sec-Fetch-Mode: navigate").SendAsync(proxy.Address);
        Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest || answer.Header("Set-Cookie") is not null, $"{target}: {answer.Status}");
        Assert.True(upstream.Requests.IsEmpty || answer.Header("Set-Cookie") is not null);
    }

    [Theory]
    [InlineData("/home;jsessionid=1A2B")]
    [InlineData("/100%25-cotton")]
    [InlineData("//news")]
    [InlineData("/what-is-this%3F")]
    [InlineData("/%EF%BC%A1%EF%BC%A2/1")]
    [InlineData("/news?next=//shop")]
    public async Task An_open_route_takes_unusual_targets_that_no_server_reads_as_a_gated_one(string target)
    {
        await using var upstream = await StartUpstreamAsync();
        await using var proxy = await StartAsync(upstream);
        (await new RawRequest("GET", target).SendAsync(proxy.Address)).Should(HttpStatusCode.OK);
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task Without_the_middleware_the_proxy_does_not_start()
    {
        await using var upstream = await StartUpstreamAsync();
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => Proxy.StartAsync(Routes, Proxy.Cluster(upstream.Address), yarp => Add(yarp.Services)));
        Assert.Contains("app.UseWaitingRoom() is missing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_waiting_room_a_gated_route_is_shut()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var proxy = await Proxy.StartAsync(Routes, Proxy.Cluster(upstream.Address));
        Assert.Equal(HttpStatusCode.InternalServerError, (await proxy.Http.AskAsync(HttpMethod.Get, "/shop/cart")).Status);
        Assert.Empty(upstream.Requests);
        Assert.Equal(HttpStatusCode.OK, (await proxy.Http.AskAsync(HttpMethod.Get, "/cart")).Status);
    }

    /// <summary>The session cookie of a visitor whose turn it was at once. The first request goes on a pass; the second opens the
    /// session.</summary>
    private static async Task<string> EnterAsync(Proxy proxy)
    {
        var first = (await AskAsync(proxy, HttpMethod.Get, "/shop/cart", null)).Should(HttpStatusCode.OK);
        var identity = Cookie(first, "wr-id-");
        var second = (await AskAsync(proxy, HttpMethod.Get, "/shop/cart", $"{Session(first)}; {identity}")).Should(HttpStatusCode.OK);
        return $"{Session(second)}; {identity}";
    }

    private static string Session(Answer answer) => Cookie(answer, "wr-session-", "seat-");

    private static string Cookie(Answer answer, params string[] names) =>
        answer.Headers.GetValues("Set-Cookie").Single(cookie => names.Any(name => cookie.StartsWith(name, StringComparison.Ordinal))).Split(';')[0];

    private static Task<Answer> AskAsync(Proxy proxy, HttpMethod method, string path, string? cookie)
    {
        var request = new HttpRequestMessage(method, path).With("Sec-Fetch-Mode", "navigate");
        return proxy.Http.AskAsync(cookie is null ? request : request.With("Cookie", cookie));
    }

    private static Task<Upstream> StartUpstreamAsync() => Upstream.StartAsync(context =>
    {
        if (context.Request.Path.Value!.EndsWith("/paid", StringComparison.Ordinal))
            context.Response.Headers["Waiting-Room"] = "Release";
        return Task.CompletedTask;
    });

    private static Task<Proxy> StartAsync(Upstream upstream, Action<WaitingRoomBuilder>? add = null, Action<ReverseProxyConventionBuilder>? map = null) => Proxy.StartAsync(
        Routes,
        Proxy.Cluster(upstream.Address),
        yarp =>
        {
            var room = Add(yarp.Services);
            add?.Invoke(room);
        },
        app => app.UseWaitingRoom(),
        map);

    private static WaitingRoomBuilder Add(IServiceCollection services) =>
        services.AddWaitingRoom(options => options.Events["closed"] = new() { OpensAt = DateTimeOffset.UnixEpoch.AddYears(200) }).AddPolicy("checkout", "concert").AddPolicy("closed", "closed");
}
