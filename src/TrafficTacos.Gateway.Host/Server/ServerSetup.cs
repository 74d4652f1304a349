using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace TrafficTacos.Gateway.Host.Server;

/// <summary>Kestrel.</summary>
internal static class ServerSetup
{
    private const int MaxRequestBodySize = 64 * 1024;

    public static void ConfigureServer(this IWebHostBuilder server, ServerSettings settings)
    {
        server.ConfigureServices(services => services
            .AddSingleton<ConnectionLimit>()
            .AddSingleton<SocketTransportFactory>()
            .AddSingleton<IConnectionListenerFactory, LimitedListenerFactory>());
        server.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodySize;
            var connections = kestrel.ApplicationServices.GetRequiredService<ConnectionLimit>();
            kestrel.ConfigureEndpointDefaults(listen => listen.Use(connections.Wrap));
        });
        // The images of .NET set ports too. Kestrel warns if there are both.
        server.UseSetting(WebHostDefaults.HttpPortsKey, "").UseSetting(WebHostDefaults.HttpsPortsKey, "");
        int[] ports = settings.ManagementPort is { } management ? [settings.Port, management] : [settings.Port];
        server.UseUrls([.. ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"http://*:{port}"))]);
    }
}
