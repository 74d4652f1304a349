namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>What orchestrators, scrapers and readers of the documentation ask. An endpoint elsewhere is exempt with
/// <c>DisableRateLimiting()</c>.</summary>
internal static class ExemptPaths
{
    private static readonly PathString[] Paths = ["/healthz", "/readyz", "/version", "/metrics", "/swagger", "/openapi", "/.well-known"];

    public static bool Contains(PathString path)
    {
        foreach (var exempt in Paths)
        {
            if (path.StartsWithSegments(exempt, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
