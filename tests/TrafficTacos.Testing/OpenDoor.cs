using System.Net;
using System.Net.Sockets;

namespace TrafficTacos.Testing;

/// <summary>A port that takes connections and says nothing.</summary>
internal static class OpenDoor
{
    private static readonly TcpListener Listener = Open();

    public static string Address => Listener.LocalEndpoint.ToString()!;

    private static TcpListener Open()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = GreetAsync(listener);
        return listener;
    }

    private static async Task GreetAsync(TcpListener listener)
    {
        while (true)
            (await listener.AcceptTcpClientAsync()).Dispose();
    }
}
