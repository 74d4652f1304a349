using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Browser.Tests;

/// <summary>Serves clients/draw, and the papers of a draw beside it.</summary>
internal sealed class DrawPage : IAsyncDisposable
{
    private readonly WebApplication _server;

    private DrawPage(WebApplication server) => _server = server;

    /// <summary>What each file of the draw holds; may be exchanged.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public string Address => _server.Urls.Single();

    public static async Task<DrawPage> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var page = new DrawPage(server);
        server.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(Path.GetFullPath(BrowserFixture.Path("DrawPage"))) });
        server.MapGet("/files/{name}", (string name) => page.Files.TryGetValue(name, out var file) ? Results.Bytes(file) : Results.NotFound());
        await server.StartAsync();
        return page;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
