using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Admission;

/// <summary>The table of outcomes in docs/embedding.md, row by row: which response spends a pass, and which releases it.</summary>
public sealed class OutcomeTests() : ShopTests(null)
{
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
        var shop = await OpenAsync(AnswerDesk.Plan((context, _) =>
        {
            context.Response.StatusCode = status;
            if (location is not null)
                context.Response.Headers.Location = location;
            return Task.CompletedTask;
        }));
        var pass = await shop.Queue.PassAsync(AnswerDesk.Event);
        var request = new HttpRequestMessage(new HttpMethod(method), "/answer").With("X-Reservation-Token", pass);
        request.Headers.Host = "shop.example";
        Assert.Equal(status, (int)(await shop.Http.AskAsync(request)).Status);
        await shop.AssertPassAsync(pass, spends);
    }

    [Theory]
    [InlineData("bytes 0-99/1000", false)]
    [InlineData("bytes 500-899/1000", false)]
    [InlineData("bytes 900-999/1000", true)]
    [InlineData("bytes 0-999/1000", true)]
    [InlineData(null, true)] // several ranges in one response
    public async Task A_range_spends_the_pass_when_it_reaches_the_end(string? range, bool spends)
    {
        var shop = await OpenAsync(AnswerDesk.Plan((context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            if (range is not null)
                context.Response.Headers.ContentRange = range;
            return Task.CompletedTask;
        }));
        var pass = await shop.Queue.PassAsync(AnswerDesk.Event);
        (await shop.AskAsync(pass, HttpMethod.Get)).Should(HttpStatusCode.PartialContent);
        await shop.AssertPassAsync(pass, spends);
    }

    [Fact]
    public async Task A_file_downloads_in_ranges_under_one_pass()
    {
        var shop = await OpenAsync(new ShopPlan
        {
            Room = room => room.AddPolicy("sale", AnswerDesk.Event),
            Map = app => app.MapGet("/file", () => Results.Bytes(new byte[1000], enableRangeProcessing: true)).RequireAdmission("sale"),
        });
        var pass = await shop.Queue.PassAsync(AnswerDesk.Event);
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
        var shop = await OpenAsync(AnswerDesk.Plan((_, _) => Task.CompletedTask));
        (await shop.AskAsync(null, HttpMethod.Options)).Should(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Forbidden, (await shop.AskAsync(null, HttpMethod.Head)).Status);
        Assert.Equal(HttpStatusCode.OK, (await shop.AskAsync(await shop.Queue.PassAsync(AnswerDesk.Event), HttpMethod.Head)).Status);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("9", false)]
    [InlineData("14", false)]
    public async Task A_gRPC_call_is_judged_by_its_status_and_not_by_its_200(string status, bool spends)
    {
        var shop = await OpenAsync(AnswerDesk.Plan((context, _) =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = status;
            return Task.CompletedTask;
        }));
        var pass = await shop.Queue.PassAsync(AnswerDesk.Event);
        (await shop.AskAsync(pass)).Should(HttpStatusCode.OK);
        await shop.AssertPassAsync(pass, spends);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("13", false)]
    public async Task A_gRPC_status_in_the_trailers_comes_after_the_first_message(string status, bool spends)
    {
        var shop = await OpenAsync(AnswerDesk.Plan(async (context, _) =>
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
        var pass = await shop.Queue.PassAsync(AnswerDesk.Event);
        (await shop.AskAsync(pass)).Should(HttpStatusCode.OK);
        await shop.AssertPassAsync(pass, spends);
    }

    [Theory]
    [InlineData(AdmissionOutcome.Spend, 422, true)]
    [InlineData(AdmissionOutcome.Release, 200, false)]
    public async Task An_endpoint_decides_itself_when_it_wants_to(AdmissionOutcome outcome, int status, bool spends)
    {
        var shop = await OpenAsync(AnswerDesk.Plan((context, pass) =>
        {
            pass.Outcome = outcome;
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }));
        var token = await shop.Queue.PassAsync(AnswerDesk.Event);
        Assert.Equal(status, (int)(await shop.AskAsync(token)).Status);
        await shop.AssertPassAsync(token, spends);
    }

    [Fact]
    public async Task A_policy_has_a_rule_of_its_own_and_leaves_the_rest_to_ours()
    {
        var shop = await OpenAsync(AnswerDesk.Plan(
            (context, _) =>
            {
                context.Response.StatusCode = int.Parse(context.Request.Query["status"]!, CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            },
            policy => policy.OutcomeSelector = context => context.Response.StatusCode == 409 ? AdmissionOutcome.Spend : null));
        foreach (var (status, spends) in ((int, bool)[])[(409, true), (422, false), (200, true)])
        {
            var pass = await shop.Queue.PassAsync(AnswerDesk.Event);
            Assert.Equal(status, (int)(await shop.AskAsync(pass, path: $"/answer?status={status}")).Status);
            await shop.AssertPassAsync(pass, spends);
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
            Map = app => app.MapPost("/answer", (Delegate)((HttpContext context) => context.AdmitAsync(new AdmissionRequest { EventId = AnswerDesk.Event }, async () =>
            {
                context.Response.StatusCode = status;
                await context.Response.WriteAsync("from the backend");
                return Results.Empty;
            }))),
            Room = room => room.AddPolicy("sale", AnswerDesk.Event),
        });
        var pass = await shop.Queue.PassAsync(AnswerDesk.Event);
        Assert.Equal(status, (int)(await shop.AskAsync(pass)).Status);
        var again = await shop.AskAsync(pass);
        Assert.Equal(spends ? 403 : status, (int)again.Status);
    }
}
