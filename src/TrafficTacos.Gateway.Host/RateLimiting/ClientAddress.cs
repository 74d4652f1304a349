using System.Net;
using System.Net.Sockets;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Whom an address stands for.</summary>
internal static class ClientAddress
{
    private const int HostPart = 8;

    /// <summary>An IPv4 address by itself; of an IPv6 address the first 64 bits, because a household has all the others.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(HostPart).Clear();
        return new IPAddress(bytes).ToString();
    }
}
