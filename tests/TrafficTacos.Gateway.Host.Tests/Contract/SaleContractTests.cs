using System.Net;
using Snapshooter.Xunit;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.Tests.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Contract;

/// <summary>Reservations and payments on the wire, letter for letter, before a backend that always says the same.</summary>
public sealed class SaleContractTests : BackendTestBase
{
    private readonly WrittenAnswers _written = new("Content-Type", "Location", "Retry-After", "WWW-Authenticate");

    [Fact]
    public async Task Sale_answers()
    {
        var shop = await OpenAsync(timeout: null);
        _written.Write("reserve", await shop.PostAsync("/reservations", Replies.User, """{"event_id":"concert","seat_ids":["A-12"]}""", "k"));
        _written.Write("reservation", await shop.GetAsync("/reservations/rsv-1", Replies.User));
        _written.Write("confirm", await shop.PostAsync("/reservations/rsv-1/confirm", Replies.User, new { payment_intent_id = "pi-1" }, "k"));
        _written.Write("cancel", await shop.PostAsync("/reservations/rsv-1/cancel", Replies.User, null));
        _written.Write("payment intent", await shop.PostAsync("/payment/intent", Replies.User, new { reservation_id = "rsv-1", amount = 70_000 }, "k"));
        _written.Write("process", await shop.PostAsync("/payment/process", Replies.User, new { payment_intent_id = "pi-1" }));
        _written.Write("payment", await shop.GetAsync("/payment/pi-1/status", Replies.User));
        _written.Write("another's reservation", await shop.GetAsync("/reservations/rsv-1", "user-2"));
        Snapshot.Match(_written.Text);
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
        await _written.WriteErrorsAsync(typeof(GatewayErrors), OpenAsync);
        Snapshot.Match(_written.Text);
    }
}
