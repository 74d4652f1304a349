using System.Net;
using TrafficTacos.Gateway.Host.Tests.Processes;

namespace TrafficTacos.Gateway.Host.Tests.SaleProcesses;

/// <summary>The sale from end to end, over real HTTP, gRPC and Redis, with every part a process of its own.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class TwoGatewaySaleTests
{
    private const string EventId = "concert";
    private static readonly TimeSpan LongestSale = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan MiddleOfIt = TimeSpan.FromMinutes(2);

    [Fact(Timeout = 300_000)]
    public async Task Three_thousand_buyers_share_five_hundred_seats()
    {
        const int seats = 500;
        await using var shop = await SaleEnvironment.OpenAsync(seats);
        using var patience = new CancellationTokenSource(LongestSale);
        var (buyers, http) = Crowd(shop, 3_000, patience.Token);
        using (http)
        {
            await Task.WhenAll(buyers.Select(buyer => buyer.BuyAsync()));
            await CheckAsync(buyers, seats);
        }

        Assert.Equal(30, buyers.Count(buyer => buyer.WithoutPass == HttpStatusCode.Forbidden));
        Assert.All(buyers.Where(buyer => buyer.WithoutPass is not null), buyer => Assert.Equal(HttpStatusCode.Forbidden, buyer.WithoutPass));
    }

    /// <summary>A gateway is killed and the payment service hangs in the middle of it: buyers repeat what got no answer.</summary>
    [Fact(Timeout = 300_000)]
    public async Task A_gateway_that_dies_and_a_service_that_hangs_lose_and_double_nothing()
    {
        const int seats = 60;
        await using var shop = await SaleEnvironment.OpenAsync(seats);
        using var patience = new CancellationTokenSource(LongestSale);
        var (buyers, http) = Crowd(shop, 300, patience.Token);
        using (http)
        {
            var sale = Task.WhenAll(buyers.Select(buyer => buyer.BuyAsync()));
            await Eventually.IsTrueAsync(() => buyers.Count(buyer => buyer.PurchasedOrder is not null) >= 5, MiddleOfIt);
            using (shop.Payments.Freeze())
            {
                shop.Gateways[1].Kill();
                await Eventually.IsTrueAsync(() => buyers.Count(buyer => buyer.Answered) >= 40, MiddleOfIt);
            }

            await sale;
            await CheckAsync(buyers, seats);
        }
    }

    private static (Buyer[] Buyers, HttpClient Http) Crowd(SaleEnvironment shop, int size, CancellationToken patience)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 128 });
        Uri[] gateways = [.. shop.Gateways.Select(gateway => gateway.Address)];
        return ([.. Enumerable.Range(0, size).Select(i => new Buyer(i, EventId, gateways, http, patience))], http);
    }

    private static async Task CheckAsync(Buyer[] buyers, int seats)
    {
        Assert.All(buyers, buyer => Assert.True(buyer.Answered));
        var happy = buyers.Where(buyer => buyer.PurchasedOrder is not null).ToList();
        var orders = happy.ConvertAll(buyer => buyer.PurchasedOrder!);
        var sold = orders.SelectMany(order => order.Seats).ToList();
        Assert.Equal(seats, sold.Count);
        Assert.Equal(seats, sold.Distinct(StringComparer.Ordinal).Count());
        foreach (var name in (Func<PurchasedOrder, string>[])[order => order.Id, order => order.Reservation, order => order.Intent])
            Assert.Equal(orders.Count, orders.Select(name).Distinct(StringComparer.Ordinal).Count());

        foreach (var buyer in happy)
        {
            var payment = await buyer.PaymentAsync(buyer.PurchasedOrder!.Intent);
            Assert.Equal("COMPLETED", payment.Text("status"));
            Assert.Equal(buyer.PurchasedOrder.Reservation, payment.Text("reservation_id"));
        }
    }
}
