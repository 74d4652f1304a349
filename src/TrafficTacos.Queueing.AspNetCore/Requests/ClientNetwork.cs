using System.Net;
using System.Net.Sockets;

namespace TrafficTacos.Queueing.AspNetCore.Requests;

/// <summary>The networks of addresses.</summary>
internal static class ClientNetwork
{
    private const int V6Bytes = 8;

    /// <summary>The first bytes of an address, and of one of IPv6 the first 64 bits: what one household has.</summary>
    /// <param name="address">The address; null for an unknown one.</param>
    /// <param name="v4Bytes">How many bytes of an IPv4 address count.</param>
    public static IPAddress Of(IPAddress? address, int v4Bytes)
    {
        address ??= IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(address.AddressFamily == AddressFamily.InterNetworkV6 ? V6Bytes : v4Bytes).Clear();
        return new IPAddress(bytes);
    }
}
