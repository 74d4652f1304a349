using System.Net.WebSockets;

namespace Everything.Endpoints;

/// <summary>A WebSocket that sends back what it gets.</summary>
public static class Sockets
{
    public static void MapSockets(this WebApplication app) => app.Map("/socket", EchoAsync).RequireAdmission("concert");

    public static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[256];
        for (WebSocketReceiveResult received; (received = await socket.ReceiveAsync(buffer, default)).MessageType != WebSocketMessageType.Close;)
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, default);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }
}
