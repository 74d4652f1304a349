using System.Net;

namespace TrafficTacos.Samples.Crowd.Gateways;

/// <summary>The HTTP client behind everything: plain connections, no proxy, no cookies, no redirects followed.</summary>
internal static class Connections
{
    public static HttpClient Open(int connections) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };
}
