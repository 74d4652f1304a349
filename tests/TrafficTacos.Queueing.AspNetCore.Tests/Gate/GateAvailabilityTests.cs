using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>Switched off, opened and closed by the schedule, and held open by connections that last.</summary>
public sealed class GateAvailabilityTests() : GatedShopTests(null)
{
    [Theory]
    [InlineData("by its mode")]
    [InlineData("altogether")]
    public async Task While_it_is_off_everybody_passes_without_a_cookie(string how)
    {
        var shop = await OpenAsync(OneAtATime with
        {
            Options = options =>
            {
                OneAtATime.Options(options);
                options.Enabled = how != "altogether";
                if (options.Enabled)
                    options.Mode = EventMode.Off;
            },
        });
        for (var i = 0; i < 3; i++)
        {
            using var browser = shop.Browser();
            Assert.Equal("nobody", (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK).Text);
            Assert.Empty(browser.Cookies);
        }
    }

    [Fact]
    public async Task Switched_off_it_is_as_good_as_not_there()
    {
        var shop = await OpenAsync(Quiet with
        {
            Options = options =>
            {
                options.Enabled = false;
                options.KnownEventsOnly = true;
            },
            Services = services => services.AddResponseCaching(),
            Use = app => app.UseResponseCaching().UseRouting().UseWaitingRoom(),
        });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await shop.Browser().SendAsync(HttpMethod.Get, "/shop", ("Sec-Purpose", "prefetch"))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_excluded_may_be_prefetched()
    {
        var shop = await OpenAsync(Quiet with { Policy = policy => policy.Exclude.Paths.Add("/shop") });
        (await shop.Browser().SendAsync(HttpMethod.Get, "/shop", ("Sec-Purpose", "prefetch"))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Before_the_opening_visitors_gather_at_the_page_and_after_the_end_they_are_told()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var start = time.GetUtcNow();
        var states = new List<WaitingPageState>();
        var shop = await OpenAsync(Quiet with
        {
            Time = time,
            Options = options =>
            {
                options.GatherAt = start.AddMinutes(10);
                options.OpensAt = start.AddMinutes(20);
                options.ClosesAt = start.AddMinutes(30);
            },
            Policy = policy => policy.Page.Render = page =>
            {
                states.Add(page.State);
                return ValueTask.FromResult(Results.Text("page"));
            },
        });
        using var browser = shop.Browser();
        await browser.OpenAsync("/shop");
        time.Advance(TimeSpan.FromMinutes(11));
        await browser.OpenAsync("/shop");
        time.Advance(TimeSpan.FromMinutes(10));
        await Eventually.IsTrueAsync(async () => (await browser.AskAsync("/shop")).String("status") == "ready");
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromMinutes(10));
        await shop.Browser().OpenAsync("/shop");
        Assert.Equal([WaitingPageState.Scheduled, WaitingPageState.Gathering, WaitingPageState.Closed], states);
    }

    [Fact]
    public async Task A_connection_that_lasts_keeps_the_session_and_ends_with_it()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var warned = new TaskCompletionSource();
        var shop = await OpenAsync(Quiet with
        {
            Time = time,
            Options = options =>
            {
                options.SessionLifetime = TimeSpan.FromSeconds(60);
                options.SessionMaximum = TimeSpan.FromSeconds(80);
            },
            Use = app =>
            {
                app.UseRouting();
                app.UseWaitingRoom();
                app.UseWebSockets();
            },
            Map = app => app.Map("/shop/live", async (HttpContext context) =>
            {
                await using var _ = context.GetShopper()!.Ending.Register(warned.SetResult);
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await socket.ReceiveAsync(new byte[1], context.RequestAborted);
            }).RequireWaitingRoom("checkout"),
        });
        using var browser = shop.Browser();
        for (var i = 0; i < 2; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var socket = await ConnectAsync(shop, browser);
        var closed = socket.ReceiveAsync(new byte[1], CancellationToken.None);
        var start = time.GetUtcNow();
        await Eventually.IsTrueAsync(() => Pass(warned.Task));
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(48), TimeSpan.FromSeconds(75));
        Assert.False(closed.IsCompleted);
        await Eventually.IsTrueAsync(() => Pass(closed));
        await Assert.ThrowsAnyAsync<WebSocketException>(() => closed);

        bool Pass(Task task)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return task.IsCompleted;
        }
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("*/*")]
    public async Task A_session_has_four_of_them_at_most(string accept)
    {
        var shop = await OpenAsync(Quiet with
        {
            Map = app => app.MapGet("/shop/events", async (HttpContext context) =>
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync("data: 1\n\n");
                await context.Response.Body.FlushAsync();
                var gone = new TaskCompletionSource();
                await using var _ = context.RequestAborted.Register(gone.SetResult);
                await gone.Task;
            }).RequireWaitingRoom("checkout"),
        });
        using var browser = shop.Browser();
        for (var i = 0; i < 2; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = shop.Address };
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < 4; i++)
            open.Add(await EventsAsync());
        Assert.All(open, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        // A script that does not say what it expects is refused when the answer has begun.
        if (accept == "*/*")
            await Assert.ThrowsAsync<HttpRequestException>(EventsAsync);
        else
            Assert.Equal(HttpStatusCode.TooManyRequests, (await EventsAsync()).StatusCode);
        open[0].Dispose();
        await Eventually.IsTrueAsync(async () =>
        {
            try
            {
                using var again = await EventsAsync();
                return again.StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException) when (accept == "*/*")
            {
                return false;
            }
        });
        open.ForEach(response => response.Dispose());

        Task<HttpResponseMessage> EventsAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/shop/events");
            request.Headers.TryAddWithoutValidation("Accept", accept);
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", browser.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
            return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }
    }

    private static async Task<ClientWebSocket> ConnectAsync(GatedShop shop, BrowserClient browser)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", string.Join("; ", browser.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
        await socket.ConnectAsync(new UriBuilder(shop.Address) { Scheme = "ws", Path = "/shop/live" }.Uri, CancellationToken.None);
        return socket;
    }
}
