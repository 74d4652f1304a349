using System.Net;

namespace TrafficTacos.Tools.Crowd.Gateways;

/// <summary>Creates the HTTP client of a run: no proxy, no cookies, no redirects, no decompression.</summary>
internal static class HttpClientFactory
{
    public static HttpClient Create(int maxConnections) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = maxConnections,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
