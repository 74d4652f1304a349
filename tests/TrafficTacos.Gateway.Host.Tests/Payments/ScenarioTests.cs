using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Payments;

/// <summary>What the scenarios of the payment sample come to.</summary>
public sealed class ScenarioTests : SaleTestBase
{
    private const string User = "alice";

    [Fact]
    public async Task Fail_fails_and_buys_nothing()
    {
        var shop = await OpenAsync(10);
        var reservation = await ReserveAsync(shop, User, "concert", "A-1");
        var intent = await PayAsync(shop, User, reservation, "fail");
        var status = await shop.GetAsync($"/payment/{intent}/status", User);
        Assert.Equal("FAILED", status.String("status"));
        Assert.False(status.Json.GetProperty("result").GetProperty("success").GetBoolean());
        (await ConfirmAsync(shop, User, reservation, intent)).ShouldFail(HttpStatusCode.PreconditionFailed, "PAYMENT_NOT_APPROVED");
        (await ConfirmAsync(shop, User, reservation, await PayAsync(shop, User, reservation))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Delay_completes_after_some_seconds()
    {
        var shop = await OpenAsync(10);
        var reservation = await ReserveAsync(shop, User, "concert", "A-1");
        var intent = await PayAsync(shop, User, reservation, "delay");
        Assert.Equal("PROCESSING", (await shop.GetAsync($"/payment/{intent}/status", User)).String("status"));
        (await ConfirmAsync(shop, User, reservation, intent)).ShouldFail(HttpStatusCode.PreconditionFailed, "PAYMENT_NOT_APPROVED");
        Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("COMPLETED", (await shop.GetAsync($"/payment/{intent}/status", User)).String("status"));
        (await ConfirmAsync(shop, User, reservation, intent)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Timeout_answers_too_late_and_the_status_tells_the_truth()
    {
        var shop = await OpenAsync(10, timeout: TimeSpan.FromSeconds(1));
        var reservation = await ReserveAsync(shop, User, "concert", "A-1");
        var body = new { reservation_id = reservation, amount = Price, scenario = "timeout" };
        var intent = (await shop.PostAsync("/payment/intent", User, body, Fresh.Key())).String("payment_intent_id");
        (await shop.PostAsync("/payment/process", User, new { payment_intent_id = intent })).ShouldFail(HttpStatusCode.GatewayTimeout, "UPSTREAM_TIMEOUT");
        Assert.Equal("COMPLETED", (await shop.GetAsync($"/payment/{intent}/status", User)).String("status"));
        (await shop.PostAsync("/payment/process", User, new { payment_intent_id = intent })).Should(HttpStatusCode.OK);
        (await ConfirmAsync(shop, User, reservation, intent)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Random_is_the_one_or_the_other()
    {
        var shop = await OpenAsync(10);
        var reservation = await ReserveAsync(shop, User, "concert", "A-1");
        var intent = await PayAsync(shop, User, reservation, "random");
        Assert.True((await shop.GetAsync($"/payment/{intent}/status", User)).String("status") is "COMPLETED" or "FAILED");
    }

    [Fact]
    public async Task An_intent_that_nobody_pays_expires()
    {
        var shop = await OpenAsync(10);
        var reservation = await ReserveAsync(shop, User, "concert", "A-1");
        var body = new { reservation_id = reservation, amount = Price };
        var created = (await shop.PostAsync("/payment/intent", User, body, "key-1")).Should(HttpStatusCode.OK);
        Assert.Equal(("PENDING", "KRW", "webhook"), (created.String("status"), created.String("currency"), created.String("next")));
        Assert.Equal(created.Text, (await shop.PostAsync("/payment/intent", User, body, "key-1")).Text);
        var other = new { reservation_id = reservation, amount = Price + 1 };
        (await shop.PostAsync("/payment/intent", User, other, "key-1")).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");

        var intent = created.String("payment_intent_id");
        Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("EXPIRED", (await shop.GetAsync($"/payment/{intent}/status", User)).String("status"));
        (await shop.PostAsync("/payment/process", User, new { payment_intent_id = intent })).ShouldFail(HttpStatusCode.Conflict, "PAYMENT_CONFLICT");
        (await shop.GetAsync("/payment/pi-none/status", User)).ShouldFail(HttpStatusCode.NotFound, "PAYMENT_NOT_FOUND");
        (await shop.GetAsync("/reservations/rsv-none", User)).ShouldFail(HttpStatusCode.NotFound, "RESERVATION_NOT_FOUND");
    }
}
