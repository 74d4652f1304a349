using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TrafficTacos.Samples.Hosting;

/// <summary>A gRPC service on a loopback port: HTTP/2 without TLS, and nothing that the surrounding process configures.</summary>
internal static class SampleServer
{
    /// <summary>Starts it; port 0 takes a free one.</summary>
    public static async Task<WebApplication> StartAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TService>(
        int port, Action<IServiceCollection> services)
        where TService : class
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        services(builder.Services);
        var app = builder.Build();
        app.MapGrpcService<TService>();
        try
        {
            await app.StartAsync();
        }
        catch (IOException)
        {
            await app.DisposeAsync();
            throw;
        }

        return app;
    }
}
