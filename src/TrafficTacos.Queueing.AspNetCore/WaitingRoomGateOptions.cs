using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Options of <c>UseWaitingRoom(…)</c>.</summary>
public sealed class WaitingRoomGateOptions
{
    /// <summary>Below which path the middleware serves the files of the waiting page and the calls of its script. Default
    /// <c>/_waiting-room</c>.</summary>
    public PathString BasePath { get; set; } = "/_waiting-room";

    /// <summary>What the queue's calls below <see cref="BasePath"/> ask for, and the page itself, which joins and enters by the same rules.
    /// Set here what you set for <c>MapWaitingRoom(…)</c>; the same <see cref="WaitingRoomEndpointOptions.JoinsPerNetwork"/> at both is one
    /// limit.</summary>
    public WaitingRoomEndpointOptions Endpoints { get; } = new();

    internal List<(PathString Path, string Policy)> Paths { get; } = [];

    /// <summary>Keeps the waiting room in front of a path and everything below it, by segment and without regard to case: for what is no
    /// endpoint, such as static files or a branch of <c>Map(…)</c>. An endpoint's own metadata wins.</summary>
    /// <param name="path">Such as <c>/shop</c>; <c>/</c> is everything.</param>
    /// <param name="policyName">A policy of <c>AddPolicy(…)</c>.</param>
    /// <returns>These options.</returns>
    public WaitingRoomGateOptions ForPath([StringSyntax("Uri", UriKind.Relative)] PathString path, string policyName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(policyName);
        if (!path.HasValue)
            throw new ArgumentException("A path begins with '/'.", nameof(path));
        Paths.Add((path.Value!.TrimEnd('/'), policyName));
        return this;
    }
}
