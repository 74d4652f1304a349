using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Admission;

/// <summary>The table of outcomes in docs/embedding.md, row by row: which response spends a pass, and which releases it.</summary>
public sealed class OutcomeTests : ShopTests
{
    private const string Event = "concert";

    public OutcomeTests()
        : base(null)
    {
    }

    [Theory]
    [InlineData("POST", 200, null, true)]
    [InlineData("POST", 201, null, true)]
    [InlineData("POST", 204, null, true)]
    [InlineData("GET", 200, null, true)]
    [InlineData("GET", 304, null, true)]
    [InlineData("HEAD", 200, null, false)]
    [InlineData("POST", 400, null, false)]
    [InlineData("POST", 422, null, false)]
    [InlineData("POST", 503, null, false)]
    // A form that succeeded redirects elsewhere, one that failed validation to itself.
    [InlineData("POST", 302, "/thanks", true)]
    [InlineData("POST", 303, "/thanks?order=1", true)]
    [InlineData("POST", 302, "/answer", false)]
    [InlineData("POST", 302, "/answer?error=name", false)]
    [InlineData("POST", 303, "?error=name", false)]
    [InlineData("POST", 302, "http://shop.example/answer", false)]
    [InlineData("GET", 302, "/answer?step=2", true)]
    // The client is asked to send the same request elsewhere: nothing was done.
    [InlineData("POST", 301, "/elsewhere", false)]
    [InlineData("POST", 307, "/elsewhere", false)]
    [InlineData("POST", 308, "/elsewhere", false)]
    public async Task A_status_decides(string method, int status, string? location, bool spends)
    {
        var shop = await OpenAsync(Plan((context, _) =>
        {
            context.Response.StatusCode = status;
            if (location is not null)
                context.Response.Headers.Location = location;
            return Task.CompletedTask;
        }));
        var pass = await shop.Queue.PassAsync(Event);
        var request = new HttpRequestMessage(new HttpMethod(method), "/answer").With("X-Reservation-Token", pass);
        request.Headers.Host = "shop.example";
        Assert.Equal(status, (int)(await shop.Http.AskAsync(request)).Status);
        await AssertPassAsync(shop, pass, spends);
    }

    [Theory]
    [InlineData("bytes 0-99/1000", false)]
    [InlineData("bytes 500-899/1000", false)]
    [InlineData("bytes 900-999/1000", true)]
    [InlineData("bytes 0-999/1000", true)]
    [InlineData(null, true)] // several ranges in one response
    public async Task A_range_spends_the_pass_when_it_reaches_the_end(string? range, bool spends)
    {
        var shop = await OpenAsync(Plan((context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            if (range is not null)
                context.Response.Headers.ContentRange = range;
            return Task.CompletedTask;
        }));
        var pass = await shop.Queue.PassAsync(Event);
        (await AskAsync(shop, pass, HttpMethod.Get)).Should(HttpStatusCode.PartialContent);
        await AssertPassAsync(shop, pass, spends);
    }

    [Fact]
    public async Task A_file_downloads_in_ranges_under_one_pass()
    {
        var shop = await OpenAsync(new ShopPlan
        {
            Room = room => room.AddPolicy("sale", Event),
            Map = app => app.MapGet("/file", () => Results.Bytes(new byte[1000], enableRangeProcessing: true)).RequireAdmission("sale"),
        });
        var pass = await shop.Queue.PassAsync(Event);
        for (var from = 0; from < 1000; from += 250)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/file").With("X-Reservation-Token", pass);
            request.Headers.Range = new(from, from + 249);
            (await shop.Http.AskAsync(request)).Should(HttpStatusCode.PartialContent);
        }

        (await shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/file").With("X-Reservation-Token", pass))).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }

    [Fact]
    public async Task OPTIONS_needs_no_pass_and_HEAD_needs_one()
    {
        var shop = await OpenAsync(Plan((_, _) => Task.CompletedTask));
        (await AskAsync(shop, null, HttpMethod.Options)).Should(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(shop, null, HttpMethod.Head)).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(shop, await shop.Queue.PassAsync(Event), HttpMethod.Head)).Status);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("9", false)]
    [InlineData("14", false)]
    public async Task A_gRPC_call_is_judged_by_its_status_and_not_by_its_200(string status, bool spends)
    {
        var shop = await OpenAsync(Plan((context, _) =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = status;
            return Task.CompletedTask;
        }));
        var pass = await shop.Queue.PassAsync(Event);
        (await AskAsync(shop, pass)).Should(HttpStatusCode.OK);
        await AssertPassAsync(shop, pass, spends);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("13", false)]
    public async Task A_gRPC_status_in_the_trailers_comes_after_the_first_message(string status, bool spends)
    {
        var shop = await OpenAsync(Plan(async (context, _) =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.WriteAsync("a message");
            await context.Response.Body.FlushAsync();
            context.Response.AppendTrailer("grpc-status", status);
        }) with
        {
            Services = services => services.Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2)),
        });
        shop.Http.DefaultRequestVersion = HttpVersion.Version20;
        shop.Http.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var pass = await shop.Queue.PassAsync(Event);
        (await AskAsync(shop, pass)).Should(HttpStatusCode.OK);
        await AssertPassAsync(shop, pass, spends);
    }

    [Fact]
    public async Task A_pass_opens_one_WebSocket()
    {
        var shop = await OpenAsync(new ShopPlan
        {
            Room = room => room.AddPolicy("sale", Event),
            Map = app =>
            {
                app.UseWebSockets();
                app.Map("/socket", async (HttpContext context) =>
                {
                    using var socket = await context.WebSockets.AcceptWebSocketAsync();
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
                }).RequireAdmission("sale");
            },
        });
        var pass = await shop.Queue.PassAsync(Event);
        var address = new UriBuilder(new Uri(shop.Address, "/socket")) { Scheme = "ws", Query = "reservation_token=" + pass }.Uri;
        using (var first = new ClientWebSocket())
            await first.ConnectAsync(address, default);
        using var second = new ClientWebSocket();
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => second.ConnectAsync(address, default));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pass_in_the_query_counts_for_connections_alone()
    {
        var shop = await OpenAsync(Plan((_, _) => Task.CompletedTask));
        var request = new HttpRequestMessage(HttpMethod.Post, "/answer?reservation_token=" + await shop.Queue.PassAsync(Event));
        (await shop.Http.AskAsync(request)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }

    [Fact]
    public async Task A_hub_takes_one_pass_for_one_connection_however_many_requests_it_makes()
    {
        var shop = await OpenAsync(new ShopPlan
        {
            Room = room => room.AddPolicy("sale", Event),
            Services = services => services.AddSignalR(),
            Map = app => app.MapHub<SaleHub>("/hub").RequireAdmission("sale"),
        });
        var pass = await shop.Queue.PassAsync(Event);

        // The negotiation needs the pass and leaves it.
        (await SendAsync("/hub/negotiate?negotiateVersion=1", null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        var negotiated = (await SendAsync("/hub/negotiate?negotiateVersion=1", pass)).Should(HttpStatusCode.OK);
        // A browser's client has one address for both, so that the query of the connection comes here too.
        (await SendAsync("/hub/negotiate?negotiateVersion=1&reservation_token=" + pass, null)).Should(HttpStatusCode.OK);
        var connection = "/hub?id=" + negotiated.String("connectionToken");

        // Long polling: the first poll opens the connection and spends the pass, the others go with the connection.
        (await SendAsync(connection, null, HttpMethod.Get)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await SendAsync(connection, pass, HttpMethod.Get)).Should(HttpStatusCode.OK);
        (await SendAsync(connection, null, HttpMethod.Post, """{"protocol":"json","version":1}""" + '\u001e')).Should(HttpStatusCode.OK);
        (await SendAsync(connection, null, HttpMethod.Get)).Should(HttpStatusCode.OK);

        (await SendAsync("/hub/negotiate?negotiateVersion=1", pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
        (await SendAsync("/hub?id=somebody-else", null, HttpMethod.Get)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");

        Task<Answer> SendAsync(string path, string? with, HttpMethod? method = null, string body = "")
        {
            var request = new HttpRequestMessage(method ?? HttpMethod.Post, path);
            if (request.Method == HttpMethod.Post)
                request.Content = new StringContent(body);
            return shop.Http.AskAsync(with is null ? request : request.With("X-Reservation-Token", with));
        }
    }

    [Theory]
    [InlineData(AdmissionOutcome.Spend, 422, true)]
    [InlineData(AdmissionOutcome.Release, 200, false)]
    public async Task An_endpoint_decides_itself_when_it_wants_to(AdmissionOutcome outcome, int status, bool spends)
    {
        var shop = await OpenAsync(Plan((context, pass) =>
        {
            pass.Outcome = outcome;
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }));
        var token = await shop.Queue.PassAsync(Event);
        Assert.Equal(status, (int)(await AskAsync(shop, token)).Status);
        await AssertPassAsync(shop, token, spends);
    }

    [Fact]
    public async Task A_policy_has_a_rule_of_its_own_and_leaves_the_rest_to_ours()
    {
        var shop = await OpenAsync(Plan(
            (context, _) =>
            {
                context.Response.StatusCode = int.Parse(context.Request.Query["status"]!, CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            },
            policy => policy.OutcomeSelector = context => context.Response.StatusCode == 409 ? AdmissionOutcome.Spend : null));
        foreach (var (status, spends) in ((int, bool)[])[(409, true), (422, false), (200, true)])
        {
            var pass = await shop.Queue.PassAsync(Event);
            Assert.Equal(status, (int)(await AskAsync(shop, pass, path: $"/answer?status={status}")).Status);
            await AssertPassAsync(shop, pass, spends);
        }
    }

    [Theory]
    [InlineData(502, false)]
    [InlineData(200, true)]
    public async Task AdmitAsync_judges_a_response_that_the_work_wrote_itself(int status, bool spends)
    {
        // As a proxy does: the result says nothing, the response does.
        var shop = await OpenAsync(new ShopPlan
        {
            Map = app => app.MapPost("/answer", (Delegate)((HttpContext context) => context.AdmitAsync(new AdmissionRequest { EventId = Event }, async () =>
            {
                context.Response.StatusCode = status;
                await context.Response.WriteAsync("from the backend");
                return Results.Empty;
            }))),
            Room = room => room.AddPolicy("sale", Event),
        });
        var pass = await shop.Queue.PassAsync(Event);
        Assert.Equal(status, (int)(await AskAsync(shop, pass)).Status);
        var again = await AskAsync(shop, pass);
        Assert.Equal(spends ? 403 : status, (int)again.Status);
    }

    [Theory]
    [InlineData("other", "ADMISSION_REQUIRED")]
    [InlineData("forged", "ADMISSION_REQUIRED")]
    [InlineData("", "ADMISSION_REQUIRED")]
    public async Task A_refusal_says_the_way_to_the_queue(string pass, string code)
    {
        var shop = await OpenAsync(Plan((_, _) => Task.CompletedTask));
        var refused = await AskAsync(shop, pass == "other" ? await shop.Queue.PassAsync("opera") : pass);
        refused.ShouldFail(HttpStatusCode.Forbidden, code);
        Assert.Equal("application/problem+json; charset=utf-8", refused.Header("Content-Type"));
        Assert.Equal("no-store", refused.Header("Cache-Control"));
        Assert.Equal(("Forbidden", 403), (refused.String("title"), (int)refused.Number("status")));
        Assert.Equal(("/api/v1/queue/join", "/api/v1/queue/status"), (refused.String("join_url"), refused.String("status_url")));
        Assert.Equal(2000, refused.Number("poll_after_ms"));
        Assert.Contains("X-Reservation-Token", refused.String("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_pass_says_so()
    {
        var shop = await OpenAsync(Plan((_, _) => Task.CompletedTask) with { Options = options => (options.PassLifetime, options.ClaimLease) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) });
        var pass = await shop.Queue.PassAsync(Event);
        Answer refused = null!;
        await Eventually.IsTrueAsync(async () => (refused = await AskAsync(shop, pass, HttpMethod.Head)).Status == HttpStatusCode.Forbidden);
        (await AskAsync(shop, pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_EXPIRED");
    }

    private static ShopPlan Plan(Func<HttpContext, IAdmissionFeature, Task> answer, Action<WaitingRoomPolicyOptions>? policy = null) => new()
    {
        Room = room => room.AddPolicy("sale", options =>
        {
            options.EventId = Event;
            policy?.Invoke(options);
        }).AddPolicy("check", Event),
        Map = app =>
        {
            app.Map("/answer", (RequestDelegate)(context => answer(context, context.Features.Get<IAdmissionFeature>()!))).RequireAdmission("sale");
            app.MapPost("/check", () => "good").RequireAdmission("check");
        },
    };

    private static Task<Answer> AskAsync(Shop shop, string? pass, HttpMethod? method = null, string path = "/answer")
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Post, path);
        return shop.Http.AskAsync(string.IsNullOrEmpty(pass) ? request : request.With("X-Reservation-Token", pass));
    }

    private static async Task AssertPassAsync(Shop shop, string pass, bool spent)
    {
        var check = await shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Post, "/check").With("X-Reservation-Token", pass));
        if (spent)
            check.ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
        else
            check.Should(HttpStatusCode.OK);
    }

    private sealed class SaleHub : Hub;
}
