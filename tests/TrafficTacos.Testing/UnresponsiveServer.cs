using System.Net;
using System.Net.Sockets;

namespace TrafficTacos.Testing;

/// <summary>A port that accepts connections and never responds.</summary>
internal static class UnresponsiveServer
{
    private static readonly TcpListener Listener = Open();

    public static string Address => Listener.LocalEndpoint.ToString()!;

    private static TcpListener Open()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AcceptAsync(listener);
        return listener;
    }

    private static async Task AcceptAsync(TcpListener listener)
    {
        while (true)
            (await listener.AcceptTcpClientAsync()).Dispose();
    }
}
