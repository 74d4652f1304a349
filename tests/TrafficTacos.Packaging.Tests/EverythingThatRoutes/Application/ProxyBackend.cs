using System.Net;
using Everything.Endpoints;
using Yarp.ReverseProxy.Configuration;

namespace Everything;

/// <summary>The shop behind the reverse proxy, in this process and on a port of its own.</summary>
public static class ProxyBackend
{
    private const string ClusterId = "shop";

    public static IReadOnlyList<RouteConfig> Routes { get; } =
    [
        new() { RouteId = "gated", ClusterId = ClusterId, Match = new RouteMatch { Path = "/proxied/{**rest}" } },
        new()
        {
            RouteId = "open",
            ClusterId = ClusterId,
            Match = new RouteMatch { Path = "/proxied/open/{**rest}" },
            Metadata = new Dictionary<string, string> { ["open"] = "true" },
        },
        new() { RouteId = "away", ClusterId = "away", Match = new RouteMatch { Path = "/proxied/away/{**rest}" } },
    ];

    public static ClusterConfig[] Clusters(WebApplication backend) =>
    [
        Cluster(ClusterId, backend.Urls.Single()),
        // Nobody listens on the discard port.
        Cluster("away", "http://127.0.0.1:9"),
    ];

    public static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        app.Map("/proxied/status/{status:int}", (int status) => Results.Text($"backend {status}", statusCode: status));
        app.Map("/proxied/open/hello", () => "open");
        app.Map("/proxied/socket", Sockets.EchoAsync);
        app.MapGet("/proxied/stream", async (HttpContext context) =>
        {
            for (var i = 1; i <= 3; i++)
            {
                await context.Response.WriteAsync($"part {i}\n");
                await context.Response.Body.FlushAsync();
            }
        });
        await app.StartAsync();
        return app;
    }

    private static ClusterConfig Cluster(string id, string address) => new()
    {
        ClusterId = id,
        Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = address } },
    };
}
