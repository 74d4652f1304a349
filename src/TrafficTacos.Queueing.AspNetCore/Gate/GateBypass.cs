using System.Net;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Why a request passes without waiting, as its policy says.</summary>
internal static class GateBypass
{
    /// <summary>The reason, as metrics name it; null if it has to wait.</summary>
    public static string? ReasonOf(HttpContext context, WaitingRoomExclusions exclude)
    {
        var path = context.Request.Path;
        // Most policies have neither, and a lambda would cost each request an object.
        if (exclude.Paths.Count > 0 && IsUnder(exclude.Paths, path))
            return "path";
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (isRead && exclude.Extensions.Count > 0 && EndsWith(exclude.Extensions, path))
            return "extension";
        if (exclude.Networks.Count > 0 && Contains(exclude.Networks, context.Connection.RemoteIpAddress))
            return "network";
        if (exclude.Role is { } role && context.User.IsInRole(role))
            return "role";
        return exclude.Predicate?.Invoke(context) is true ? "predicate" : null;
    }

    private static bool IsUnder(IList<string> paths, PathString path) =>
        paths.Any(excluded => path.StartsWithSegments(excluded.TrimEnd('/'), StringComparison.OrdinalIgnoreCase));

    private static bool EndsWith(IList<string> extensions, PathString path) =>
        extensions.Any(extension => path.Value?.EndsWith(extension, StringComparison.OrdinalIgnoreCase) is true);

    private static bool Contains(IList<string> networks, IPAddress? address)
    {
        if (address is null)
            return false;
        var mapped = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => IPNetwork.Parse(network).Contains(mapped));
    }
}
