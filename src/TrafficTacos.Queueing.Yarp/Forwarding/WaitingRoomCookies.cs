using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Queueing.Yarp.Forwarding;

/// <summary>Which cookies are the waiting room's.</summary>
internal sealed class WaitingRoomCookies
{
    private const string Common = "wr";

    private readonly string[] _prefixes;

    public WaitingRoomCookies(IOptions<WaitingRoomHttpOptions>? http)
    {
        string[] names = http?.Value is { } options
            ? [Common, options.IdentityCookie.Name ?? Common, options.PlaceCookie.Name ?? Common, options.SessionCookie.Name ?? Common]
            : [Common];
        _prefixes = [.. names.SelectMany(name => (string[])[$"__Host-{name}-", $"__Secure-{name}-", $"{name}-"])];
    }

    /// <summary>The header Cookie without ours; null if nothing is left.</summary>
    public string? Remove(string cookies)
    {
        var pairs = cookies.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var kept = Array.FindAll(pairs, pair => !IsOurs(pair));
        return kept.Length == pairs.Length ? cookies : kept.Length == 0 ? null : string.Join("; ", kept);
    }

    /// <summary>Whether a pair of Cookie or a value of Set-Cookie is ours. Many frameworks look up names without regard to case; and a
    /// cookie without a name comes back as its value alone, which then reads as a name.</summary>
    public bool IsOurs(string cookie)
    {
        var start = cookie.AsSpan().TrimStart(" \t=\"");
        foreach (var prefix in _prefixes)
        {
            if (start.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
