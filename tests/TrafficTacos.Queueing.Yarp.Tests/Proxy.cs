using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace TrafficTacos.Queueing.Yarp.Tests;

/// <summary>YARP as an application would set it up, with the package's one call.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Proxy(WebApplication app)
    {
        _app = app;
        Http = HttpVisitor.Client(Address);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Speaks HTTP/2 alone.</summary>
    public Uri Http2Address => new(_app.Urls.Last());

    public HttpClient Http { get; }

    public IEnumerable<RouteEndpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    public static async Task<Proxy> StartAsync(
        IReadOnlyList<RouteConfig> routes,
        ClusterConfig cluster,
        Action<IReverseProxyBuilder>? configure = null,
        Action<WebApplication>? use = null,
        Action<ReverseProxyConventionBuilder>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddOutputCache();
        var proxy = builder.Services.AddReverseProxy().LoadFromMemory(routes, [cluster]);
        configure?.Invoke(proxy);
        var app = builder.Build();
        app.UseRouting();
        use?.Invoke(app);
        (map ?? (routes => routes.UseRouteWaitingRooms()))(app.MapReverseProxy());
        await app.StartAsync();
        return new Proxy(app);
    }

    /// <summary>One open route for everything.</summary>
    public static Task<Proxy> StartAsync(Upstream upstream, Action<IReverseProxyBuilder>? configure = null, Action<WebApplication>? use = null) =>
        StartAsync([Route("open", null)], Cluster(upstream.Address), configure, use);

    public static RouteConfig Route(string id, string? waitingRoom, string key = "WaitingRoom") => new()
    {
        RouteId = id,
        ClusterId = "shop",
        Match = new RouteMatch { Path = "/{**rest}" },
        Metadata = waitingRoom is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { [key] = waitingRoom },
    };

    public static ClusterConfig Cluster(string address, ForwarderRequestConfig? request = null) => new()
    {
        ClusterId = "shop",
        Destinations = new Dictionary<string, DestinationConfig>(StringComparer.Ordinal) { ["one"] = new() { Address = address } },
        HttpRequest = request,
    };

    public void Update(params RouteConfig[] routes)
    {
        var memory = _app.Services.GetRequiredService<InMemoryConfigProvider>();
        memory.Update(routes, memory.GetConfig().Clusters);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
