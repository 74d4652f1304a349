using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Payments;

/// <summary>The action of payment/process, and the amount of a payment.</summary>
public sealed class PaymentActionTests : SaleTestBase
{
    private const string User = "alice";

    [Fact]
    public async Task Fail_fails_and_leaves_the_intent_as_it_is()
    {
        var shop = await OpenAsync(10);
        var intent = await IntentAsync(shop, await ReserveAsync(shop, User, "concert", "A-1"));
        var failed = (await ProcessAsync(shop, intent, "fail")).Should(HttpStatusCode.OK);
        Assert.Equal(("FAILED", "fail", intent), (failed.String("status"), failed.String("action"), failed.String("payment_intent_id")));
        Assert.Contains("as the request asked", failed.String("message"), StringComparison.Ordinal);
        Assert.Equal("PENDING", (await shop.GetAsync($"/payment/{intent}/status", User)).String("status"));

        foreach (var action in (string?[])["approve", null])
        {
            var paid = (await ProcessAsync(shop, intent, action)).Should(HttpStatusCode.OK);
            Assert.Equal(("COMPLETED", "approve", "The payment is made."), (paid.String("status"), paid.String("action"), paid.String("message")));
        }
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("FAIL")]
    [InlineData(" fail")]
    public async Task Any_other_action_is_a_mistake(string action)
    {
        var shop = await OpenAsync(10);
        var intent = await IntentAsync(shop, await ReserveAsync(shop, User, "concert", "A-1"));
        (await ProcessAsync(shop, intent, action)).ShouldFail(HttpStatusCode.BadRequest, "INVALID_ACTION");
        Assert.Equal("PENDING", (await shop.GetAsync($"/payment/{intent}/status", User)).String("status"));
    }

    [Fact]
    public async Task Somebody_elses_payment_is_nobodys_to_fail()
    {
        var shop = await OpenAsync(10);
        var intent = await IntentAsync(shop, await ReserveAsync(shop, User, "concert", "A-1"));
        (await shop.PostAsync("/payment/process", "bob", new { payment_intent_id = intent, action = "fail" })).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
    }

    [Fact]
    public async Task A_wrong_amount_is_called_a_wrong_amount()
    {
        var shop = await OpenAsync(10);
        var reservation = await ReserveAsync(shop, User, "concert", "A-1");
        var wrong = await PayAsync(shop, User, reservation, amount: Price + 1);
        (await ConfirmAsync(shop, User, reservation, wrong)).ShouldFail(HttpStatusCode.BadRequest, "INVALID_AMOUNT");
        (await ConfirmAsync(shop, User, reservation, await PayAsync(shop, User, reservation))).Should(HttpStatusCode.OK);
    }

    private static async Task<string> IntentAsync(Shop shop, string reservation) =>
        (await shop.PostAsync("/payment/intent", User, new { reservation_id = reservation, amount = Price }, Fresh.Key())).Should(HttpStatusCode.OK).String("payment_intent_id");

    private static Task<Answer> ProcessAsync(Shop shop, string intent, string? action) =>
        shop.PostAsync("/payment/process", User, new { payment_intent_id = intent, action });
}
