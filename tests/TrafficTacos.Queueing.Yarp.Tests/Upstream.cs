using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.Yarp.Tests;

/// <summary>A shop on a port of its own. It does not know that there is a waiting room, and notes what it is asked.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Upstream(WebApplication app) => _app = app;

    public ConcurrentQueue<IHeaderDictionary> Requests { get; } = new();

    public string Address => _app.Urls.First();

    /// <summary>Speaks HTTP/2 alone, as trailers need.</summary>
    public string Http2Address => _app.Urls.Last();

    public static async Task<Upstream> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var upstream = new Upstream(builder.Build());
        upstream._app.UseWebSockets();
        upstream._app.Run(context =>
        {
            upstream.Requests.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary()));
            return answer(context);
        });
        await upstream._app.StartAsync();
        return upstream;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
