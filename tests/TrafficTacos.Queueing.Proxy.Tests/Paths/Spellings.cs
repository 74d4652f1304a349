namespace TrafficTacos.Queueing.Proxy.Tests.Paths;

/// <summary>Targets that some server reads as <c>/shop</c> or as something below it.</summary>
internal static class Spellings
{
    private static readonly string[] Ways =
    [
        "/", "//", "///", "/./", "/x/../", "/%2e/", "/x/%2e%2e/", "/x/.%2E/", "/x/..;/", "/;/", "/;a=b/", "/x/..%2f", "/x/..%5c", "/x/..\\", "\\", "/\\", "/%5c",
        "/.well-known/../", "/.well-known/%2e%2e/", "/.well-known/..%2f", "/robots.txt/../", "/assets/../", "/assets/..;/", "/assets/..%2f", "/assets/%252e%252e/",
        "/assets/..%c0%af", "/assets/x.css/../../", "/assets/x.css/%2e%2e/%2e%2e/", "/open#/../", "/open%23/../", "/open%3f/../", "http://shop.example/", "//shop.example/../",
    ];

    private static readonly string[] Names =
    [
        "shop", "SHOP", "sHoP", "%73hop", "%53hop", "sh%6Fp", "shop.", "shop%2e", "shop%20", "%20shop", "shop%09", "shop;a=1", "shop;", "shop%3b", "%2573hop", "%252573hop",
        "shop%00", "%c5%bfhop", "%ef%bd%93hop", "sh%c2%adop", "sh%e2%80%8bop", "%c1%b3hop", "%u0073hop", "shop%ff", "%f0%9d%90%acshop",
    ];

    private static readonly string[] Ends = ["", "/pay", "//pay", "%2fpay", "\\pay", "?x=/assets/x.css"];

    public static IEnumerable<string> All =>
        from way in Ways
        from name in Names
        from end in Ends
        select way + name + end;

    /// <summary>The path of a target as the most tolerant of servers reads it.</summary>
    public static string MostTolerant(string target)
    {
        var path = target.Split('?', '#')[0];
        for (var decoded = Uri.UnescapeDataString(path); !string.Equals(decoded, path, StringComparison.Ordinal); decoded = Uri.UnescapeDataString(path))
            path = decoded;
        var segments = new List<string>();
        foreach (var segment in path.Replace('\\', '/').Split('/').Select(segment => segment.Split(';', '?', '#', '\0')[0].Trim(' ', '\t')))
        {
            if (segment is "..")
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            else if (segment.TrimEnd('.') is { Length: > 0 } name)
                segments.Add(name);
        }

        return ("/" + string.Join('/', segments)).ToLowerInvariant()
            .Replace("\u017f", "s", StringComparison.Ordinal).Replace("\uff53", "s", StringComparison.Ordinal).Replace("\u00ad", "", StringComparison.Ordinal).Replace("\u200b", "", StringComparison.Ordinal);
    }
}
