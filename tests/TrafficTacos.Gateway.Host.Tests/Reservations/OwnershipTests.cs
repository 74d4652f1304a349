using System.Net;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Tests.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Reservations;

/// <summary>Nobody reads or changes what is another's, even when the backend would let them: these backends do.</summary>
public sealed class OwnershipTests : BackendTestBase
{
    private const string Thief = "mallory";

    public static TheoryData<string, string> Calls { get; } = new()
    {
        { "GET", "/reservations/rsv-1" },
        { "POST", "/reservations/rsv-1/confirm" },
        { "POST", "/reservations/rsv-1/cancel" },
        { "POST", "/payment/intent" },
        { "POST", "/payments/intent" },
        { "POST", "/payment/process" },
        { "POST", "/payments/process" },
        { "GET", "/payment/pi-1/status" },
        { "GET", "/payments/pi-1/status" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Anothers_is_403_and_nothing_is_written(string method, string path)
    {
        var shop = await OpenAsync(timeout: null);
        (await CallAsync(shop, method, path, Thief)).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        Assert.All(Backend.Calls, call => Assert.StartsWith("Get", call.Method, StringComparison.Ordinal));
        (await CallAsync(shop, method, path, Replies.User)).Should(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Nobodys_is_403(string method, string path)
    {
        var shop = await OpenAsync(timeout: null);
        var (reservation, payment) = (Replies.Reservation, Replies.Payment);
        reservation.UserId = payment.UserId = "";
        Backend.Always("GetReservation", ScriptedBackend.Reply(new GetReservationResponse { Reservation = reservation }));
        Backend.Always("GetPaymentStatus", ScriptedBackend.Reply(new GetPaymentStatusResponse { Payment = payment }));
        (await CallAsync(shop, method, path, Replies.User)).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Without_a_user_it_is_401_and_no_backend_is_asked(string method, string path)
    {
        var shop = await OpenAsync(timeout: null);
        var answer = await CallAsync(shop, method, path, user: null);
        answer.ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
        Assert.Empty(Backend.Calls);
    }

    private static Task<Answer> CallAsync(Shop shop, string method, string path, string? user) => method == "GET"
        ? shop.GetAsync(path, user)
        : shop.PostAsync(path, user, new { reservation_id = "rsv-1", amount = 70_000, payment_intent_id = "pi-1" }, Fresh.Key());
}

/// <summary>The samples refuse it as well.</summary>
public sealed class OwnershipInTheSamplesTests : SaleTestBase
{
    [Fact]
    public async Task Anothers_payment_buys_nothing()
    {
        var shop = await OpenAsync(100);
        var alices = await ReserveAsync(shop, "alice", "concert", "A-1");
        var bobs = await ReserveAsync(shop, "bob", "concert", "A-2");
        var intent = await PayAsync(shop, "alice", alices);
        (await ConfirmAsync(shop, "bob", bobs, intent)).ShouldFail(HttpStatusCode.PreconditionFailed, "PAYMENT_NOT_APPROVED");
        (await ConfirmAsync(shop, "bob", alices, intent)).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        // Nor does a payment for another reservation of one's own, or over too little.
        var second = await ReserveAsync(shop, "alice", "concert", "A-3");
        (await ConfirmAsync(shop, "alice", second, intent)).ShouldFail(HttpStatusCode.PreconditionFailed, "PAYMENT_NOT_APPROVED");
        (await ConfirmAsync(shop, "alice", second, await PayAsync(shop, "alice", second, amount: 1))).ShouldFail(HttpStatusCode.BadRequest, "INVALID_AMOUNT");
        (await ConfirmAsync(shop, "alice", alices, intent)).Should(HttpStatusCode.OK);
    }
}
