namespace TrafficTacos.Queueing.Yarp.Forwarding;

/// <summary>Which cookies are the waiting room's.</summary>
internal static class WaitingRoomCookies
{
    private static readonly string[] Prefixes = ["__Host-wr-", "__Secure-wr-", "wr-"];

    /// <summary>The header Cookie without ours; null if nothing is left.</summary>
    public static string? Remove(string cookies)
    {
        var pairs = cookies.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var kept = Array.FindAll(pairs, pair => !IsOurs(pair));
        return kept.Length == pairs.Length ? cookies : kept.Length == 0 ? null : string.Join("; ", kept);
    }

    /// <summary>Whether a pair of Cookie or a value of Set-Cookie is ours. Frameworks, ours too, look up names without regard to case; and a
    /// cookie without a name comes back as its value alone, which then reads as a name.</summary>
    public static bool IsOurs(ReadOnlySpan<char> cookie)
    {
        var start = cookie.TrimStart(" \t=\"");
        foreach (var prefix in Prefixes)
        {
            if (start.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
