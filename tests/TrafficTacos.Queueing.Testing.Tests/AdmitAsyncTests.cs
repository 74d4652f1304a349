using System.Net;

namespace TrafficTacos.Queueing.Testing.Tests;

/// <summary>A client is admitted in one call, or is told why not.</summary>
public sealed class AdmitAsyncTests
{
    private const string SessionHeader = "X-Waiting-Room-Session";

    [Fact]
    public async Task A_session_serves_many_requests()
    {
        await using var shop = await OpenAsync();
        using var visitor = shop.Visitor();
        var admitted = await visitor.AdmitAsync(TicketShop.Event, options =>
        {
            TicketShop.AtThePrefix(options);
            options.OpenSession = true;
        });
        Assert.Equal(admitted.SessionToken, visitor.DefaultRequestHeaders.GetValues(SessionHeader).Single());
        for (var i = 0; i < 3; i++)
            (await visitor.AskAsync(HttpMethod.Get, Shop.Prefix + "/session")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_pass_may_be_left_to_the_test()
    {
        await using var shop = await OpenAsync();
        using var visitor = shop.Visitor();
        var admitted = await visitor.AdmitAsync(TicketShop.Event, options =>
        {
            TicketShop.AtThePrefix(options);
            options.SetDefaultHeader = false;
        });
        (await visitor.OrderAsync()).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        var order = new HttpRequestMessage(HttpMethod.Post, TicketShop.Orders).With("X-Reservation-Token", admitted.ReservationToken);
        (await visitor.AskAsync(order)).Should(HttpStatusCode.OK);
        Assert.Equal("expired", (await visitor.AskAsync(HttpMethod.Get, $"{Shop.Prefix}/status?token={admitted.WaitingToken}")).String("status"));
    }

    [Fact]
    public async Task Renamed_headers_are_used()
    {
        await using var shop = await Shop.OpenAsync(TicketShop.Plan with
        {
            Services = services => services.AddWaitingRoomTesting().AddHttp(http => http.ReservationTokenHeader = "X-Pass"),
        });
        using var visitor = shop.Visitor();
        await visitor.AdmitAsync(TicketShop.Event, options => (options.Prefix, options.ReservationTokenHeader) = (Shop.Prefix + "/", "X-Pass"));
        (await visitor.OrderAsync()).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_wrong_prefix_is_named()
    {
        await using var shop = await OpenAsync();
        using var visitor = shop.Visitor();
        var mistake = await Assert.ThrowsAsync<InvalidOperationException>(() => visitor.AdmitAsync(TicketShop.Event));
        Assert.Contains("POST /queue/join answered 404", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("MapWaitingRoom()", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_of_a_refusal_is_in_the_message()
    {
        await using var shop = await OpenAsync();
        using var visitor = shop.Visitor();
        var mistake = await Assert.ThrowsAsync<InvalidOperationException>(() => visitor.AdmitAsync("no event", TicketShop.AtThePrefix));
        Assert.Contains("INVALID_EVENT_ID", mistake.Message, StringComparison.Ordinal);
    }

    private static Task<Shop> OpenAsync() => Shop.OpenAsync(TicketShop.Plan with { Services = services => services.AddWaitingRoomTesting() });
}
