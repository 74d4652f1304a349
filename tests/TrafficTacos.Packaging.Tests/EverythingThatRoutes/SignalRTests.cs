using System.Net;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>A hub that needs a pass for each connection, called by the real client.</summary>
[Collection(PackagingCollection.Name)]
public sealed class SignalRTests(PackedPackages packages, EverythingApplication application) : EverythingTests(packages, application)
{
    public static TheoryData<HttpTransportType> Transports { get; } =
        [HttpTransportType.WebSockets, HttpTransportType.ServerSentEvents, HttpTransportType.LongPolling];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Without_a_pass_nobody_connects(HttpTransportType transport)
    {
        await using var connection = Connection(transport, null);
        await AssertRefusedAsync(connection);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_pass_makes_one_connection_and_no_second(HttpTransportType transport)
    {
        var pass = await Shop.PassAsync();
        await using (var first = Connection(transport, pass))
        {
            await first.StartAsync();
            Assert.Equal("A1 is yours", await first.InvokeAsync<string>("Buy", "A1"));
            Assert.Equal("A2 is yours", await first.InvokeAsync<string>("Buy", "A2"));
            await Shop.AssertPassAsync(pass, spent: true);
            await using var second = Connection(transport, pass);
            await AssertRefusedAsync(second);
            // The first connection is none the worse for it.
            Assert.Equal("A3 is yours", await first.InvokeAsync<string>("Buy", "A3"));
        }

        await using var later = Connection(transport, pass);
        await AssertRefusedAsync(later);
    }

    [Fact]
    public async Task A_browser_which_cannot_set_headers_sends_the_pass_in_the_query()
    {
        var pass = await Shop.PassAsync();
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(Shop.Address, "/hub?reservation_token=" + pass), HttpTransportType.WebSockets, http =>
            http.SkipNegotiation = true).Build();
        await connection.StartAsync();
        Assert.Equal("A1 is yours", await connection.InvokeAsync<string>("Buy", "A1"));
        await Shop.AssertPassAsync(pass, spent: true);
    }

    [Fact]
    public async Task A_browser_sends_the_pass_in_the_query_with_a_negotiation_too()
    {
        var pass = await Shop.PassAsync();
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(Shop.Address, "/hub?reservation_token=" + pass), HttpTransportType.WebSockets).Build();
        await connection.StartAsync();
        Assert.Equal("A1 is yours", await connection.InvokeAsync<string>("Buy", "A1"));
    }

    private static async Task AssertRefusedAsync(HubConnection connection)
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => connection.StartAsync());
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private HubConnection Connection(HttpTransportType transport, string? pass) => new HubConnectionBuilder().WithUrl(new Uri(Shop.Address, "/hub"), transport, http =>
    {
        if (pass is not null)
            http.Headers["X-Reservation-Token"] = pass;
    }).Build();
}
