using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace TrafficTacos.Gateway.Host.Server;

/// <summary>
/// Kestrel's sockets, which close a connection above the bound before they accept the next one. Kestrel itself accepts without a pause and
/// runs the middleware of connections later: by then, a burst has taken all files, and the runtime aborts the process.
/// </summary>
internal sealed class LimitedListenerFactory(SocketTransportFactory sockets, ConnectionLimit connections) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), connections);

    private sealed class Listener(IConnectionListener sockets, ConnectionLimit connections) : IConnectionListener
    {
        public EndPoint EndPoint => sockets.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await sockets.AcceptAsync(cancellationToken) is { } connection)
            {
                if (connections.TryBegin())
                    return connection;
                connection.Abort();
                // The socket is closed already. The rest must not keep others waiting.
                _ = connection.DisposeAsync().AsTask();
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => sockets.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => sockets.DisposeAsync();
    }
}
