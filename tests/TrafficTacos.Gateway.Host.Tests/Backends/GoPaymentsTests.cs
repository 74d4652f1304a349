using System.Net;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Samples.Reservations;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>The gateway before a payment service that has one word for everything that is wrong.</summary>
public sealed class GoPaymentsTests() : ShopTests(null)
{
    private ScriptedBackend _payments = null!;
    private ReservationsSample _reservations = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _payments = await ScriptedBackend.StartAsync();
        new GoPayments().Run(_payments);
        _reservations = await ReservationsSample.StartAsync(new ReservationsSampleOptions { Payments = _payments.Address, Seats = 100, Price = SaleTestBase.Price });
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _reservations.DisposeAsync();
        await _payments.DisposeAsync();
    }

    [Fact]
    public async Task A_whole_sale_works_with_it()
    {
        var shop = await OpenAsync();
        await BuyAsync(shop, "alice", "A-1");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(3 * BackendPipeline.MinThroughput)]
    public async Task Questions_for_payments_that_there_are_not_close_it_for_nobody(int questions)
    {
        var shop = await OpenAsync();
        for (var i = 0; i < questions; i++)
        {
            // One user's first, then many users'.
            var answer = await shop.GetAsync($"/payment/pi_none_{i}/status", i < 3 ? "mallory" : $"user-{i}");
            answer.ShouldFail(HttpStatusCode.BadGateway, "UPSTREAM_ERROR");
            Assert.Contains("id may be wrong", answer.Text, StringComparison.Ordinal);
            (await shop.PostAsync("/payment/process", "mallory", new { payment_intent_id = $"pi_none_{i}" })).ShouldFail(HttpStatusCode.BadGateway, "UPSTREAM_ERROR");
        }

        await BuyAsync(shop, "alice", "A-1");
        // And for mallory, too.
        await BuyAsync(shop, "mallory", "A-2");
    }

    /// <summary>The reservation service asks for the payment and is told UNKNOWN. The seats stay held.</summary>
    [Fact]
    public async Task A_payment_that_there_is_not_buys_nothing()
    {
        var shop = await OpenAsync();
        var reservation = await SaleTestBase.ReserveAsync(shop, "alice", "concert", "A-1");
        Assert.NotEqual(HttpStatusCode.OK, (await SaleTestBase.ConfirmAsync(shop, "alice", reservation, "pi_none")).Status);
        var intent = await SaleTestBase.PayAsync(shop, "alice", reservation);
        (await SaleTestBase.ConfirmAsync(shop, "alice", reservation, intent)).Should(HttpStatusCode.OK);
    }

    private static async Task BuyAsync(Shop shop, string user, string seat)
    {
        var reservation = await SaleTestBase.ReserveAsync(shop, user, "concert", seat);
        var intent = await SaleTestBase.PayAsync(shop, user, reservation);
        var paid = (await shop.GetAsync($"/payment/{intent}/status", user)).Should(HttpStatusCode.OK);
        Assert.Equal(("COMPLETED", reservation, (long)SaleTestBase.Price), (paid.String("status"), paid.String("reservation_id"), paid.Number("amount")));
        Assert.Equal("CONFIRMED", (await SaleTestBase.ConfirmAsync(shop, user, reservation, intent)).Should(HttpStatusCode.OK).String("status"));
    }

    private Task<Shop> OpenAsync() => OpenAsync(SaleShop.Plan(_reservations.Address, _payments.Address));
}
