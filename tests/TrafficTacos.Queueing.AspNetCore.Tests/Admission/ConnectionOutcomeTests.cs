using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Admission;

/// <summary>The rows of docs/embedding.md's table of outcomes that are about connections: a pass opens one of them.</summary>
public sealed class ConnectionOutcomeTests() : ShopTests(null)
{
    [Fact]
    public async Task A_pass_opens_one_WebSocket()
    {
        var shop = await OpenAsync(new ShopPlan
        {
            Room = room => room.AddPolicy("sale", AnswerDesk.Event),
            Map = app =>
            {
                app.UseWebSockets();
                app.Map("/socket", async (HttpContext context) =>
                {
                    using var socket = await context.WebSockets.AcceptWebSocketAsync();
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
                }).RequireAdmission("sale");
            },
        });
        var pass = await shop.Queue.PassAsync(AnswerDesk.Event);
        var address = new UriBuilder(new Uri(shop.Address, "/socket")) { Scheme = "ws", Query = "reservation_token=" + pass }.Uri;
        using (var first = new ClientWebSocket())
            await first.ConnectAsync(address, default);
        using var second = new ClientWebSocket();
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => second.ConnectAsync(address, default));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pass_in_the_query_counts_for_connections_alone()
    {
        var shop = await OpenAsync(AnswerDesk.Plan((_, _) => Task.CompletedTask));
        var request = new HttpRequestMessage(HttpMethod.Post, "/answer?reservation_token=" + await shop.Queue.PassAsync(AnswerDesk.Event));
        (await shop.Http.AskAsync(request)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }

    [Fact]
    public async Task A_hub_takes_one_pass_for_one_connection_however_many_requests_it_makes()
    {
        var shop = await OpenAsync(new ShopPlan
        {
            Room = room => room.AddPolicy("sale", AnswerDesk.Event),
            Services = services => services.AddSignalR(),
            Map = app => app.MapHub<SaleHub>("/hub").RequireAdmission("sale"),
        });
        var pass = await shop.Queue.PassAsync(AnswerDesk.Event);

        // The negotiation needs the pass and leaves it.
        (await SendAsync("/hub/negotiate?negotiateVersion=1", null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        var negotiated = (await SendAsync("/hub/negotiate?negotiateVersion=1", pass)).Should(HttpStatusCode.OK);
        // A browser's client has one address for both, so that the query of the connection comes here too.
        (await SendAsync("/hub/negotiate?negotiateVersion=1&reservation_token=" + pass, null)).Should(HttpStatusCode.OK);
        var connection = "/hub?id=" + negotiated.String("connectionToken");

        // Long polling: the first poll opens the connection and spends the pass, the others go with the connection.
        (await SendAsync(connection, null, HttpMethod.Get)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await SendAsync(connection, pass, HttpMethod.Get)).Should(HttpStatusCode.OK);
        (await SendAsync(connection, null, HttpMethod.Post, """{"protocol":"json","version":1}""" + '\u001e')).Should(HttpStatusCode.OK);
        (await SendAsync(connection, null, HttpMethod.Get)).Should(HttpStatusCode.OK);

        (await SendAsync("/hub/negotiate?negotiateVersion=1", pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
        (await SendAsync("/hub?id=somebody-else", null, HttpMethod.Get)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");

        Task<Answer> SendAsync(string path, string? with, HttpMethod? method = null, string body = "")
        {
            var request = new HttpRequestMessage(method ?? HttpMethod.Post, path);
            if (request.Method == HttpMethod.Post)
                request.Content = new StringContent(body);
            return shop.Http.AskAsync(with is null ? request : request.With("X-Reservation-Token", with));
        }
    }

    private sealed class SaleHub : Hub;
}
