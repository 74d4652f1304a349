namespace TrafficTacos.Gateway.Host.Routing;

/// <summary>The paths that orchestrators, Prometheus and readers of the documentation request. They have no rate limit, no trace and a
/// log line at Debug only.</summary>
internal static class SystemPaths
{
    private static readonly PathString[] Paths = ["/healthz", "/readyz", "/version", "/metrics", "/swagger", "/openapi", "/.well-known"];

    /// <summary>Whether a path is one of them or below one.</summary>
    public static bool Contain(PathString path)
    {
        foreach (var system in Paths)
        {
            if (path.StartsWithSegments(system, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
