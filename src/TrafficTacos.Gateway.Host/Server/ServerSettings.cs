using System.Net;
using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Server;

/// <summary>Where the gateway listens, and which proxies stand in front of it.</summary>
internal sealed class ServerSettings(SettingsReader reader)
{
    public int Port { get; init; } = reader.Integer(new("Server:Port", "SERVER_PORT", "The port to listen on."), 8000, 1, 65535);

    /// <summary>The networks of proxies whose <c>X-Forwarded-For</c> is trusted.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } =
    [
        .. reader.List(
            new("Server:TrustedProxies", "TRUSTED_PROXIES", "The proxies whose X-Forwarded-For is trusted."),
            "addresses or networks such as 10.0.0.7 or 10.0.0.0/8",
            text => ParseNetwork(text) is not null).Select(text => ParseNetwork(text)!.Value),
    ];

    private static IPNetwork? ParseNetwork(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : null;
}
