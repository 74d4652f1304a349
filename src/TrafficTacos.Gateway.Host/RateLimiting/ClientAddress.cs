using System.Net;
using System.Net.Sockets;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The address that identifies a client.</summary>
internal static class ClientAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The address as text; an IPv4 address that comes over an IPv6 socket is an IPv4 address.</summary>
    public static string TextOf(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? Plain(address).ToString() : "";

    /// <summary>An IPv4 address, or the first 64 bits of an IPv6 address: one household has all addresses of such a network.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
            return "unknown";
        address = Plain(address);
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes).ToString();
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
