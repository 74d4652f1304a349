using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>A pass opens one WebSocket, at the application itself and through a reverse proxy.</summary>
[Collection(PackagingCollection.Name)]
public sealed class WebSocketTests(PackedPackages packages, EverythingApplication application) : EverythingTests(packages, application)
{
    public static TheoryData<string> Paths { get; } = ["/socket", "/proxied/socket"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Without_a_pass_none_opens(string path) => await AssertRefusedAsync(path, null);

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_pass_opens_one_and_not_any_number(string path)
    {
        var pass = await Shop.PassAsync();
        using var first = await ConnectAsync(path, pass);
        Assert.Equal("hello", await EchoAsync(first, "hello"));
        await AssertRefusedAsync(path, pass);
        Assert.Equal("still here", await EchoAsync(first, "still here"));
        await first.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await AssertRefusedAsync(path, pass);
        await Shop.AssertPassAsync(pass, spent: true);
    }

    [Fact]
    public async Task It_is_the_same_over_HTTP_2()
    {
        var pass = await Shop.PassAsync();
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var address = new UriBuilder(new Uri(Shop.GrpcAddress, "/socket")) { Scheme = "ws", Query = "reservation_token=" + pass }.Uri;
        using var first = Http2Socket();
        await first.ConnectAsync(address, http, default);
        Assert.Equal("hello", await EchoAsync(first, "hello"));
        using var second = Http2Socket();
        await Assert.ThrowsAsync<WebSocketException>(() => second.ConnectAsync(address, http, default));
        Assert.Equal(HttpStatusCode.Forbidden, second.HttpStatusCode);

        static ClientWebSocket Http2Socket() => new()
        {
            Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact, CollectHttpResponseDetails = true },
        };
    }

    private static async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);
        var buffer = new byte[256];
        var received = await socket.ReceiveAsync(buffer, default);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private async Task AssertRefusedAsync(string path, string? pass)
    {
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(At(path, pass), default));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    private async Task<ClientWebSocket> ConnectAsync(string path, string pass)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(At(path, pass), default);
        return socket;
    }

    private Uri At(string path, string? pass) =>
        new UriBuilder(new Uri(Shop.Address, path)) { Scheme = "ws", Query = pass is null ? "" : "reservation_token=" + pass }.Uri;
}
