using Microsoft.AspNetCore.Routing.Matching;
using TrafficTacos.Queueing.AspNetCore;
using Yarp.ReverseProxy.Model;

namespace TrafficTacos.Queueing.Proxy.Paths;

/// <summary>Chooses between the two routes of <c>PROXY_UPSTREAM</c> by the rules. Of the routes that the section ReverseProxy has, an
/// ambiguous target takes none without a waiting room.</summary>
internal sealed class RouteSelection(PathRules rules) : MatcherPolicy, IEndpointSelectorPolicy
{
    public const string ProtectedRoute = "proxy-protected";
    public const string OpenRoute = "proxy-open";

    /// <summary>Before the waiting room puts its guards in the place of endpoints.</summary>
    public override int Order => 1_000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<RouteModel>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var target = RequestTarget.Of(httpContext);
        var isProtected = rules.IsProtected(target);
        for (var i = 0; i < candidates.Count; i++)
        {
            if (!candidates.IsValidCandidate(i))
                continue;
            var metadata = candidates[i].Endpoint.Metadata;
            candidates.SetValidity(i, metadata.GetMetadata<RouteModel>()?.Config.RouteId switch
            {
                ProtectedRoute => isProtected,
                OpenRoute => !isProtected,
                _ => !target.IsAmbiguous || metadata.GetMetadata<IWaitingRoomMetadata>() is WaitingRoomAttribute,
            });
        }

        return Task.CompletedTask;
    }
}
