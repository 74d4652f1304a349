using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Where <c>UseWaitingRoom()</c> serves its own files and calls, and which paths it gates by itself.</summary>
internal sealed class GatePaths
{
    private readonly List<(PathString Path, string Policy)> _gated;

    public GatePaths(WaitingRoomGateOptions options)
    {
        Base = options.BasePath;
        // The longest path that matches is the most specific one.
        _gated = [.. options.Paths.OrderByDescending(path => path.Path.Value!.Length)];
    }

    public PathString Base { get; }

    public IEnumerable<string> Policies => _gated.Select(path => path.Policy);

    /// <summary>The policy of a path that no endpoint's metadata speaks of; null for none.</summary>
    public string? PolicyOf(PathString path)
    {
        if (_gated.Count == 0)
            return null;
        path = Collapse(path);
        foreach (var (gated, policy) in _gated)
        {
            if (path.StartsWithSegments(gated, StringComparison.OrdinalIgnoreCase))
                return policy;
        }

        return null;
    }

    /// <summary>Servers of files read <c>//area</c> and <c>\\area</c> as <c>/area</c>.</summary>
    private static PathString Collapse(PathString path)
    {
        var text = path.Value!;
        return text.Contains("//", StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal)
            ? "/" + string.Join('/', text.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries))
            : path;
    }
}
