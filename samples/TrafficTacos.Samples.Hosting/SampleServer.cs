using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Samples.Hosting;

/// <summary>A gRPC service on a loopback port: HTTP/2 without TLS, without any configuration of the surrounding process.</summary>
public static class SampleServer
{
    /// <summary>Starts the service.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="services">Registers what the service needs.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<WebApplication> StartAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TService>(
        int port, Action<IServiceCollection> services)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(services);
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
