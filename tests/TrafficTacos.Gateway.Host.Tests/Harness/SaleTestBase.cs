using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Samples.Payments;
using TrafficTacos.Samples.Reservations;

namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>A test of a whole sale: a gateway before the samples, whose time the test makes pass.</summary>
public abstract class SaleTestBase(string? redis = null) : ShopTests(redis)
{
    internal const int Price = 50_000;

    private PaymentsSample? _payments;
    private ReservationsSample? _reservations;

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    internal async Task<Shop> OpenAsync(int seats, bool admission = false, TimeSpan? timeout = null, Action<IServiceCollection>? services = null)
    {
        _payments ??= await PaymentsSample.StartAsync(new PaymentsSampleOptions { Time = Time });
        _reservations ??= await ReservationsSample.StartAsync(new ReservationsSampleOptions { Payments = _payments.Address, Seats = seats, Price = Price, Time = Time });
        return await OpenAsync(SaleShop.Plan(_reservations.Address, _payments.Address, admission, timeout, services));
    }

    /// <summary>Reserves where that has to succeed.</summary>
    internal static async Task<string> ReserveAsync(Shop shop, string user, string eventId, params string[] seats) =>
        (await shop.PostAsync("/reservations", user, new { event_id = eventId, seat_ids = seats }, Fresh.Key())).Should(HttpStatusCode.Accepted).String("reservation_id");

    /// <summary>Pays one seat where that has to succeed; the scenario says what comes of it.</summary>
    internal static async Task<string> PayAsync(Shop shop, string user, string reservation, string scenario = "approve", long amount = Price)
    {
        var body = new { reservation_id = reservation, amount, scenario };
        var intent = (await shop.PostAsync("/payment/intent", user, body, Fresh.Key())).Should(HttpStatusCode.OK).String("payment_intent_id");
        (await shop.PostAsync("/payment/process", user, new { payment_intent_id = intent })).Should(HttpStatusCode.OK);
        return intent;
    }

    internal static Task<Answer> ConfirmAsync(Shop shop, string user, string reservation, string? intent) =>
        shop.PostAsync($"/reservations/{reservation}/confirm", user, intent is null ? null : new { payment_intent_id = intent }, Fresh.Key());

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_reservations is not null)
            await _reservations.DisposeAsync();
        if (_payments is not null)
            await _payments.DisposeAsync();
    }
}
