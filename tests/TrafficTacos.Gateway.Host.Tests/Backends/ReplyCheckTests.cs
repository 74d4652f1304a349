using System.Net;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Logging;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>What no backend should say is not passed on.</summary>
public sealed class ReplyCheckTests : BackendTestBase
{
    private static readonly Dictionary<string, Action<Reservation>> WrongReservations = new(StringComparer.Ordinal)
    {
        ["a negative total"] = reservation => reservation.TotalAmount = new Money { Amount = -1, Currency = "KRW" },
        ["a negative price"] = reservation => reservation.Seats[0].Price.Amount = -70_000,
        ["a negative quantity"] = reservation => reservation.Quantity = -1,
        ["another id"] = reservation => reservation.ReservationId = "rsv-2",
        ["markup in a seat"] = reservation => reservation.Seats[0].Section = "<img src=x onerror=alert(1)>",
        ["markup in the order"] = reservation => reservation.OrderId = "<b>",
        ["a control character"] = reservation => reservation.Seats[0].Row = "A\u001b[2J",
        ["no currency"] = reservation => reservation.TotalAmount = new Money { Amount = 1, Currency = "<x>" },
        ["a text without end"] = reservation => reservation.Seats[0].Number = new string('1', 100_000),
    };

    public static TheoryData<string> Reservations { get; } = [.. WrongReservations.Keys];

    [Theory]
    [MemberData(nameof(Reservations))]
    public async Task A_reservation_with_it_is_a_502(string name)
    {
        var shop = await OpenAsync(timeout: null);
        var reservation = Replies.Reservation;
        reservation.TotalAmount = reservation.TotalAmount.Clone();
        reservation.Seats[0] = reservation.Seats[0].Clone();
        WrongReservations[name](reservation);
        Backend.Always("GetReservation", ScriptedBackend.Reply(new GetReservationResponse { Reservation = reservation }));
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).ShouldFail(HttpStatusCode.BadGateway, "UPSTREAM_ERROR");
    }

    [Fact]
    public async Task A_payment_with_it_is_too()
    {
        var shop = await OpenAsync(timeout: null);
        foreach (var spoil in (Action<Payment>[])[payment => payment.Amount = new Money { Amount = -1, Currency = "KRW" }, payment => payment.PaymentIntentId = "pi-2", payment => payment.Result = new PaymentResult { FailureReason = "<script>" }])
        {
            var payment = Replies.Payment;
            spoil(payment);
            Backend.Always("GetPaymentStatus", ScriptedBackend.Reply(new GetPaymentStatusResponse { Payment = payment }));
            (await shop.GetAsync("/payment/pi-1/status", Replies.User)).ShouldFail(HttpStatusCode.BadGateway, "UPSTREAM_ERROR");
        }
    }

    [Fact]
    public async Task An_order_with_it_is_too()
    {
        var shop = await OpenAsync(timeout: null);
        Backend.Always("ConfirmReservation", ScriptedBackend.Reply(new ConfirmReservationResponse { OrderId = "<b>1</b>", Status = ReservationStatus.Confirmed }));
        (await shop.PostAsync("/reservations/rsv-1/confirm", Replies.User, new { payment_intent_id = "pi-1" })).ShouldFail(HttpStatusCode.BadGateway, "UPSTREAM_ERROR");
    }

    [Theory]
    [InlineData("row\n{\"level\":\"info\"}", "row\\u000a{\"level\":\"info\"}")]
    [InlineData("\u001b[31mred", "\\u001b[31mred")]
    [InlineData("a\u202eb\u2028c\u200bd", "a\\u202eb\\u2028c\\u200bd")]
    [InlineData("좌석 ñ", "좌석 ñ")]
    [InlineData(null, "")]
    public void Its_text_is_escaped_for_the_log(string? text, string expected) => Assert.Equal(expected, LogText.Of(text));

    [Fact]
    public void And_cut()
    {
        Assert.Equal(new string('x', 200) + "…", LogText.Of(new string('x', 100_000)));
        Assert.Equal(new string('x', 200), LogText.Of(new string('x', 200)));
    }
}
