using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Where <c>UseWaitingRoom()</c> stands in the pipeline, for the check at the start, and what it gates by path.</summary>
internal sealed class WaitingRoomPipeline : MiddlewarePosition
{
    private readonly List<GatePaths> _paths = [];

    /// <summary>The policies of <c>ForPath(…)</c>.</summary>
    public IEnumerable<string> Policies => _paths.SelectMany(paths => paths.Policies);

    /// <summary>The policy of a path that no endpoint's metadata speaks of; null for none.</summary>
    public string? PolicyOf(PathString path) => _paths.Select(paths => paths.PolicyOf(path)).FirstOrDefault(policy => policy is not null);

    public void Add(IDictionary<string, object?> properties, GatePaths paths)
    {
        Add(properties);
        _paths.Add(paths);
    }
}
