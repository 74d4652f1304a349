using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Browser.Tests;

/// <summary>The front end of a shop: one page, served by somebody else than the gateway.</summary>
internal sealed class ShopPage : IAsyncDisposable
{
    /// <summary>Where front ends are developed; the gateway lets that origin in, in Development.</summary>
    public const int KnownPort = 3000;

    private readonly WebApplication _server;

    private ShopPage(WebApplication server) => _server = server;

    public static async Task<ShopPage> ServeAsync(int port)
    {
        var page = await ReadAsync("shop.html");
        var script = await ReadAsync("client.js");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address(port));
        var server = builder.Build();
        server.MapGet("/", () => Results.Content(page, "text/html; charset=utf-8"));
        server.MapGet("/client.js", () => Results.Content(script, "text/javascript; charset=utf-8"));
        await server.StartAsync();
        return new ShopPage(server);
    }

    /// <summary>The page, told where the gateway is and which event it sells.</summary>
    public static string Address(int port, Uri gateway, string eventId) =>
        $"{Address(port)}/?gateway={Uri.EscapeDataString(gateway.GetLeftPart(UriPartial.Authority))}&event={eventId}";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<string> ReadAsync(string name)
    {
        using var resource = typeof(ShopPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource);
        return await reader.ReadToEndAsync();
    }

    private static string Address(int port) => $"http://localhost:{port}";
}
