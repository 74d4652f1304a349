using System.Globalization;

namespace TrafficTacos.Gateway.Host.Server;

/// <summary>Kestrel.</summary>
internal static class ServerSetup
{
    private const int MaxRequestBodySize = 64 * 1024;

    public static void ConfigureServer(this IWebHostBuilder server, ServerSettings settings)
    {
        server.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodySize;
        });
        // The images of .NET set ports too. Kestrel warns if there are both.
        server.UseSetting(WebHostDefaults.HttpPortsKey, "").UseSetting(WebHostDefaults.HttpsPortsKey, "");
        server.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://*:{settings.Port}"));
    }
}
