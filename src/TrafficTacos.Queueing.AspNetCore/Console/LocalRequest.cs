using System.Net;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>Whether a request comes from this machine and knows so. A page of another site can send a browser to a loopback address by a name
/// of its own (DNS rebinding): the <c>Host</c> header then has that name.</summary>
internal static class LocalRequest
{
    private static readonly string[] Forwarded = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"];

    public static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLoopback(context.Request.Host.Host)
        && !Forwarded.Any(context.Request.Headers.ContainsKey);

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
