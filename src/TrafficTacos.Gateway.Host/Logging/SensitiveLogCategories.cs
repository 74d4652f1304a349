namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>
/// What the framework says below Warning of whole requests: their address with its query, a header, bytes that were no
/// request. There tokens and passwords stand. No setting brings it into the log.
/// </summary>
internal static class SensitiveLogCategories
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.HttpLogging",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.Server.Kestrel.Https",
        "System.Net.Http.HttpClient",
    ];

    public static bool Is(string category, LogLevel level)
    {
        if (level >= LogLevel.Warning)
            return false;
        foreach (var unspeakable in Categories)
        {
            if (category.StartsWith(unspeakable, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
