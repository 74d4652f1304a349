namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>
/// Categories in which the framework logs whole requests below Warning: addresses with the query, headers, invalid bytes. Tokens and
/// passwords are in them, so no setting brings them into the log. A filter rule would not do: a more specific one overrides it.
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

    public static bool Contain(string category, LogLevel level)
    {
        if (level >= LogLevel.Warning)
            return false;
        foreach (var sensitive in Categories)
        {
            if (category.StartsWith(sensitive, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
