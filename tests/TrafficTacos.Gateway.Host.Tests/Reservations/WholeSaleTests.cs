using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Reservations;

/// <summary>From the hold to the order, and every way that ends before.</summary>
public sealed class WholeSaleTests : SaleTestBase
{
    private const string User = "alice";

    [Fact]
    public async Task Seats_are_held_paid_and_bought()
    {
        var shop = await OpenAsync(100);
        var reserved = await shop.PostAsync("/reservations", User, """{"event_id":"concert","seat_ids":["A-1","A-2"],"quantity":2}""", Fresh.Key());
        reserved.Should(HttpStatusCode.Accepted);
        var id = reserved.String("reservation_id");
        Assert.Equal($"/api/v1/reservations/{id}", reserved.Header("Location"));
        Assert.Equal(("HOLD", "concert", 2), (reserved.String("status"), reserved.String("event_id"), (int)reserved.Number("quantity")));
        Assert.Equal(Time.GetUtcNow().AddSeconds(60), reserved.Json.GetProperty("hold_expires_at").GetDateTimeOffset());
        Assert.Equal(2 * Price, reserved.Json.GetProperty("total_amount").GetProperty("amount").GetInt64());
        Assert.Equal(["A-1", "A-2"], reserved.Json.GetProperty("seat_ids").EnumerateArray().Select(seat => seat.GetString()));

        (await ConfirmAsync(shop, User, id, null)).ShouldFail(HttpStatusCode.PaymentRequired, "PAYMENT_REQUIRED");
        var intent = await PayAsync(shop, User, id, amount: 2 * Price);
        var paid = (await shop.GetAsync($"/payments/{intent}/status", User)).Should(HttpStatusCode.OK);
        Assert.Equal(("COMPLETED", id, 2L * Price), (paid.String("status"), paid.String("reservation_id"), paid.Number("amount")));

        var confirmed = (await ConfirmAsync(shop, User, id, intent)).Should(HttpStatusCode.OK);
        Assert.Equal("CONFIRMED", confirmed.String("status"));
        Assert.Equal(confirmed.Text, (await ConfirmAsync(shop, User, id, intent)).Should(HttpStatusCode.OK).Text);
        var bought = (await shop.GetAsync("/reservations/" + id, User)).Should(HttpStatusCode.OK);
        Assert.Equal((confirmed.String("order_id"), intent, "SOLD"), (
            bought.String("order_id"), bought.String("payment_intent_id"), bought.Json.GetProperty("reserved_seats")[0].GetProperty("status").GetString()));

        (await shop.PostAsync($"/reservations/{id}/cancel", User, null)).ShouldFail(HttpStatusCode.Conflict, "RESERVATION_CONFLICT");
        var again = new { reservation_id = id, amount = Price };
        (await shop.PostAsync("/payment/intent", User, again, Fresh.Key())).ShouldFail(HttpStatusCode.Conflict, "RESERVATION_CONFLICT");
    }

    [Fact]
    public async Task A_hold_ends_after_a_minute_and_its_seats_are_free()
    {
        var shop = await OpenAsync(1);
        var id = await ReserveAsync(shop, User, "concert", "A-1");
        var intent = await PayAsync(shop, User, id);
        Time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.Equal("HOLD", (await shop.GetAsync("/reservations/" + id, User)).String("status"));
        (await shop.PostAsync("/reservations", "bob", new { event_id = "concert", quantity = 1 }, Fresh.Key())).ShouldFail(HttpStatusCode.Conflict, "RESERVATION_CONFLICT");
        Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("EXPIRED", (await shop.GetAsync("/reservations/" + id, User)).String("status"));
        (await ConfirmAsync(shop, User, id, intent)).ShouldFail(HttpStatusCode.Conflict, "RESERVATION_CONFLICT");
        (await shop.PostAsync($"/reservations/{id}/cancel", User, null)).ShouldFail(HttpStatusCode.Conflict, "RESERVATION_CONFLICT");
        await ReserveAsync(shop, "bob", "concert", "A-1");
    }

    [Fact]
    public async Task Cancelled_seats_are_free_at_once()
    {
        var shop = await OpenAsync(1);
        var id = await ReserveAsync(shop, User, "concert", "A-1");
        for (var i = 0; i < 2; i++)
            Assert.Equal("CANCELLED", (await shop.PostAsync($"/reservations/{id}/cancel", User, null)).Should(HttpStatusCode.OK).String("status"));
        await ReserveAsync(shop, "bob", "concert", "A-1");
        (await ConfirmAsync(shop, User, id, "pi-1")).ShouldFail(HttpStatusCode.Conflict, "RESERVATION_CONFLICT");
    }

    [Fact]
    public async Task The_same_key_is_the_same_reservation_and_another_order_with_it_a_conflict()
    {
        var shop = await OpenAsync(100);
        var first = (await shop.PostAsync("/reservations", User, new { event_id = "concert", quantity = 2 }, "key-1")).Should(HttpStatusCode.Accepted);
        Assert.Equal(first.Text, (await shop.PostAsync("/reservations", User, new { event_id = "concert", quantity = 2 }, "key-1")).Text);
        (await shop.PostAsync("/reservations", User, new { event_id = "concert", quantity = 3 }, "key-1")).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
        var others = await shop.PostAsync("/reservations", "bob", new { event_id = "concert", quantity = 2 }, "key-1");
        Assert.NotEqual(first.String("reservation_id"), others.Should(HttpStatusCode.Accepted).String("reservation_id"));
    }

    /// <summary>The longest that is taken: else a lost answer would be the loss of the seats and the pass.</summary>
    [Fact]
    public async Task A_hundred_seats_with_long_names_are_kept_for_whoever_repeats()
    {
        var shop = await OpenAsync(100, admission: true);
        var pass = await shop.Queue.PassAsync("concert", User);
        var seats = Enumerable.Range(100, 100).Select(i => new string('석', 61) + i);
        var order = new { event_id = "concert", seat_ids = seats.ToArray(), reservation_token = pass };
        var first = (await shop.PostAsync("/reservations", User, order, "key-1")).Should(HttpStatusCode.Accepted);
        Assert.Equal(first.Text, (await shop.PostAsync("/reservations", User, order, "key-1")).Should(HttpStatusCode.Accepted).ShouldBeReplayed().Text);
    }

    [Fact]
    public async Task Of_64_who_want_one_seat_at_once_one_gets_it()
    {
        var shop = await OpenAsync(1000);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            shop.PostAsync("/reservations", $"user-{i}", new { event_id = "concert", seat_ids = new[] { "A-1", $"B-{i}" } }, Fresh.Key())));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Accepted);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Accepted), answer => answer.ShouldFail(HttpStatusCode.Conflict, "RESERVATION_CONFLICT"));
    }

    [Fact]
    public async Task Of_64_who_want_any_of_20_seats_at_once_20_get_one_each()
    {
        var shop = await OpenAsync(20);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            shop.PostAsync("/reservations", $"user-{i}", new { event_id = "concert", quantity = 1 }, Fresh.Key())));
        var seats = answers.Where(answer => answer.Status == HttpStatusCode.Accepted)
            .SelectMany(answer => answer.Json.GetProperty("seat_ids").EnumerateArray().Select(seat => seat.GetString())).ToArray();
        Assert.Equal(20, seats.Length);
        Assert.Equal(20, seats.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(44, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
    }
}
