using System.Net;
using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Server;

/// <summary>Where the gateway listens, and which proxies stand in front of it.</summary>
internal sealed class ServerSettings
{
    private static readonly Setting ManagementPortSetting = new(
        "Server:ManagementPort", "MANAGEMENT_PORT", "A second port for metrics, version, documentation, the details of /readyz and the operator's console, which the first one then does not have. 0 is none.");

    public ServerSettings(SettingsReader reader)
    {
        Port = reader.Integer(new("Server:Port", "SERVER_PORT", "The port to listen on."), 8000, 1, 65535);
        ManagementPort = reader.Integer(ManagementPortSetting, 0, 0, 65535) is > 0 and var port ? port : null;
        if (ManagementPort == Port)
            reader.Refuse(ManagementPortSetting, "another port than SERVER_PORT");
        if (ManagementPort is null && !reader.IsDevelopment && reader.Find(ManagementPortSetting) is null)
            reader.Warn($"Whoever reaches the gateway can read its metrics, version, documentation and the names of what it depends on. Set {ManagementPortSetting} to move them to a port of their own (0 if that is intended).");
        MaxConnections = reader.Integer(
            new("Server:MaxConnections", "SERVER_MAX_CONNECTIONS", "The most connections; further ones are refused. 0: by the limit of open files of the process."), 0, 0, 1_000_000) is > 0 and var most ? most : null;
        TrustedProxies =
        [
            .. reader.List(
                new("Server:TrustedProxies", "TRUSTED_PROXIES", "The proxies whose X-Forwarded-For is trusted."),
                "addresses or networks such as 10.0.0.7 or 10.0.0.0/8, not all addresses there are",
                text => ParseNetwork(text) is not null).Select(text => ParseNetwork(text)!.Value),
        ];
    }

    public int Port { get; init; }

    /// <summary>The port for operators; null serves everything on the one port.</summary>
    public int? ManagementPort { get; init; }

    /// <summary>The most connections; null is a number by the limit of open files.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>The networks of proxies whose <c>X-Forwarded-For</c> is trusted.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>Null for a network of half of all addresses, too: who trusts everybody lets clients choose their address.</summary>
    private static IPNetwork? ParseNetwork(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) && network.PrefixLength > 1 ? network
        : null;
}
