using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Snapshooter.Xunit;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.Tests.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Tests.Contract;

/// <summary>Reservations and payments on the wire, letter for letter, before a backend that always says the same.</summary>
public sealed class SaleContractTests : BackendTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Sale_answers()
    {
        var shop = await OpenAsync(timeout: null);
        var text = new StringBuilder();
        Write(text, "reserve", await shop.PostAsync("/reservations", Replies.User, """{"event_id":"concert","seat_ids":["A-12"]}""", "k"));
        Write(text, "reservation", await shop.GetAsync("/reservations/rsv-1", Replies.User));
        Write(text, "confirm", await shop.PostAsync("/reservations/rsv-1/confirm", Replies.User, new { payment_intent_id = "pi-1" }, "k"));
        Write(text, "cancel", await shop.PostAsync("/reservations/rsv-1/cancel", Replies.User, null));
        Write(text, "payment intent", await shop.PostAsync("/payment/intent", Replies.User, new { reservation_id = "rsv-1", amount = 70_000 }, "k"));
        Write(text, "process", await shop.PostAsync("/payment/process", Replies.User, new { payment_intent_id = "pi-1" }));
        Write(text, "payment", await shop.GetAsync("/payment/pi-1/status", Replies.User));
        Write(text, "another's reservation", await shop.GetAsync("/reservations/rsv-1", "user-2"));
        Snapshot.Match(text.ToString());
    }

    [Fact]
    public async Task Payments_answers_like_payment()
    {
        var shop = await OpenAsync(timeout: null);
        foreach (var (path, body) in ((string, object?)[])[("/intent", new { reservation_id = "rsv-1", amount = 1 }), ("/process", new { payment_intent_id = "pi-1" }), ("/pi-1/status", null)])
        {
            Task<Answer> AskAsync(string prefix) => body is null ? shop.GetAsync(prefix + path, Replies.User) : shop.PostAsync(prefix + path, Replies.User, body, "k");
            var one = (await AskAsync("/payment")).Should(HttpStatusCode.OK);
            Assert.Equal(one.Text, (await AskAsync("/payments")).Should(HttpStatusCode.OK).Text);
        }
    }

    [Fact]
    public async Task Gateway_error_table()
    {
        var rows = typeof(GatewayErrors).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (property.Name, Error: (ApiError)property.GetValue(null)!)).ToArray();
        var shop = await OpenAsync(new ShopPlan
        {
            Map = app => app.MapGet("/errors/{name}", (RequestDelegate)(context =>
                rows.Single(row => row.Name == (string)context.Request.RouteValues["name"]!).Error.WriteAsync(context))),
        });
        var text = new StringBuilder();
        foreach (var (name, error) in rows.OrderBy(row => row.Error.Status).ThenBy(row => row.Name, StringComparer.Ordinal))
        {
            var answer = await shop.Http.AskAsync(HttpMethod.Get, "/errors/" + name);
            answer.ShouldFail((HttpStatusCode)error.Status, error.Code);
            Write(text, name, answer);
        }

        Snapshot.Match(text.ToString());
    }

    private static void Write(StringBuilder text, string title, Answer answer)
    {
        text.Append("## ").Append(title).Append('\n').Append((int)answer.Status).Append(' ').Append(answer.Status).Append('\n');
        foreach (var name in (string[])["Content-Type", "Location", "Retry-After", "WWW-Authenticate"])
        {
            if (answer.Header(name) is { } value)
                text.Append(name).Append(": ").Append(value).Append('\n');
        }

        var body = JsonNode.Parse(answer.Text)!;
        if (body["error"] is { } error)
            error["trace_id"] = "<trace>";
        text.Append(body.ToJsonString(Readable).ReplaceLineEndings("\n")).Append("\n\n");
    }
}
