using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Errors;

/// <summary>One shape for every error, and the trace of the request in it.</summary>
public sealed class ErrorShapeTests : ShopTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    public ErrorShapeTests()
        : base(null)
    {
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/queue")]
    [InlineData("/api/v1/queue/")]
    [InlineData("/api/v1/queue/nothing")]
    [InlineData("/api/v1/queue/join/more")]
    [InlineData("/api/v1/../../etc/passwd")]
    [InlineData("/%7Bevent%7D")]
    [InlineData("/api/v2/queue/join")]
    public async Task An_unknown_path_is_not_found(string path)
    {
        var shop = await OpenAsync();
        (await shop.Http.AskAsync(HttpMethod.Get, path)).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Theory]
    [InlineData("GET", "/join", "POST")]
    [InlineData("PUT", "/join", "POST")]
    [InlineData("POST", "/status", "GET")]
    [InlineData("DELETE", "/status", "GET")]
    [InlineData("GET", "/enter", "POST")]
    [InlineData("GET", "/leave", "DELETE, POST")]
    [InlineData("PATCH", "/leave", "DELETE, POST")]
    [InlineData("BREW", "/leave", "DELETE, POST")]
    public async Task A_wrong_method_is_told_the_right_ones(string method, string path, string allowed)
    {
        var shop = await OpenAsync();
        var answer = await shop.Http.AskAsync(new HttpMethod(method), Shop.Prefix + path);
        answer.ShouldFail(HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED");
        Assert.Equal(allowed, string.Join(", ", answer.ContentHeaders.Allow.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("/api/v1/queue/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/queue/join", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/api/v1/queue/status", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/queue/status?token=x", HttpStatusCode.NotFound)]
    [InlineData("/throws", HttpStatusCode.InternalServerError)]
    public async Task The_trace_id_is_the_one_the_client_sent(string path, HttpStatusCode status)
    {
        // Nobody listens to activities and nothing logs here: the promise does not depend on either.
        var shop = await OpenAsync(new ShopPlan { Map = app => app.MapGet("/throws", Fault) });
        var request = new HttpRequestMessage(HttpMethod.Get, path).With("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");
        Assert.Equal(TraceId, (await shop.Http.AskAsync(request)).Should(status).TraceId);
    }

    [Fact]
    public async Task The_trace_id_of_a_denial_and_of_a_duplicate_is_the_clients_too()
    {
        var shop = await OpenAsync(Scarce with { Endpoints = options => options.RefuseDuplicateJoin = true });
        var (eventId, user) = (Fresh.Event(), Fresh.User());
        await shop.Queue.TokenAsync(eventId);
        var token = await shop.Queue.TokenAsync(eventId, user);
        var enter = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/enter") { Content = JsonContent.Create(new { waiting_token = token }) };
        var join = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/join") { Content = JsonContent.Create(new { event_id = eventId }) };
        foreach (var request in (HttpRequestMessage[])[enter, join])
        {
            request.With("traceparent", $"00-{TraceId}-b7ad6b7169203331-00").With(Shop.UserHeader, user);
            Assert.Equal(TraceId, (await shop.Http.AskAsync(request)).TraceId);
        }
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-ZZf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    public async Task A_traceparent_that_is_none_gets_a_trace_id_of_our_own(string traceparent)
    {
        var shop = await OpenAsync();
        var answer = await shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/nothing").With("traceparent", traceparent));
        answer.ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        Assert.DoesNotContain(answer.TraceId, traceparent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_throws_is_an_internal_error_without_a_word_about_the_inside()
    {
        var shop = await OpenAsync(new ShopPlan { Map = app => app.MapGet("/throws", Fault) });
        var answer = await shop.Http.AskAsync(HttpMethod.Get, "/throws");
        answer.ShouldFail(HttpStatusCode.InternalServerError, "INTERNAL_ERROR");
        Assert.DoesNotContain("secret", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Null(answer.Header("X-Half-Done"));
    }

    [Fact]
    public async Task An_endpoint_that_throws_after_it_began_to_answer_breaks_the_answer_off()
    {
        var shop = await OpenAsync(new ShopPlan
        {
            Map = app => app.MapGet("/begins", async context =>
            {
                context.Response.ContentLength = 100;
                await context.Response.WriteAsync("begun");
                throw new InvalidOperationException("the secret");
            }),
        });
        await Assert.ThrowsAsync<HttpRequestException>(() => shop.Http.AskAsync(HttpMethod.Get, "/begins"));
        (await shop.Http.AskAsync(HttpMethod.Get, "/nothing")).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task A_store_that_is_away_is_503_in_the_shops_own_endpoints_too()
    {
        var shop = await OpenAsync(new ShopPlan
        {
            Map = app => app.MapGet("/own", Task (HttpContext _) => throw new WaitingRoomUnavailableException()),
        });
        var answer = await shop.Http.AskAsync(HttpMethod.Get, "/own");
        answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        Assert.True(int.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture) >= 1);
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest, "INVALID_REQUEST")]
    [InlineData("{}", HttpStatusCode.BadRequest, "MISSING_EVENT_ID")]
    [InlineData("""{"event_id":"a b"}""", HttpStatusCode.BadRequest, "INVALID_EVENT_ID")]
    public async Task The_queues_own_endpoints_need_no_middleware_for_their_errors(string body, HttpStatusCode status, string code)
    {
        var shop = await OpenAsync(new ShopPlan { UseApiErrors = false });
        var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        var answer = await shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/join") { Content = content });
        answer.ShouldFail(status, code);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    private static Task Fault(HttpContext context)
    {
        context.Response.Headers["X-Half-Done"] = "yes";
        throw new InvalidOperationException("the secret");
    }
}
