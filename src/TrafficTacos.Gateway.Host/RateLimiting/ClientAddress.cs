using System.Net;
using System.Net.Sockets;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The address that identifies a client.</summary>
internal static class ClientAddress
{
    private const int SubnetBits = 64;
    private const int NetworkBits = 24;

    /// <summary>The address as text; an IPv4 address that comes over an IPv6 socket is an IPv4 address.</summary>
    public static string TextOf(HttpContext context) => Find(context)?.ToString() ?? "";

    /// <summary>An IPv4 address, or the first 64 bits of an IPv6 address: one household has all addresses of such a network.</summary>
    public static string Of(HttpContext context) =>
        Find(context) is not { } address ? "unknown" : IsV6(address) ? Prefix(address, SubnetBits) : address.ToString();

    /// <summary>The network of the client: the first 24 bits of an IPv4 address, 64 of an IPv6 address.</summary>
    public static string NetworkOf(HttpContext context) =>
        Find(context) is not { } address ? "unknown" : Prefix(address, IsV6(address) ? SubnetBits : NetworkBits);

    public static IPAddress? Find(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address ? null : address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    public static bool IsV6(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>The first bits of an address, a multiple of 8, as text.</summary>
    public static string Prefix(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return new IPAddress(bytes).ToString();
    }
}
