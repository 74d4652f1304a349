using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>
/// Replaces every endpoint that needs <c>UseAdmission()</c> or <c>UseWaitingRoom()</c> by one that answers 500 if the middleware has not seen
/// the request. It
/// works on whatever routes, also where a convention could not wrap the endpoint: attributes, YARP, Razor components, hubs.
/// </summary>
internal sealed class AdmissionGuardPolicy(ILogger<AdmissionGuardPolicy> logger) : MatcherPolicy, IEndpointSelectorPolicy
{
    private readonly ConditionalWeakTable<Endpoint, Endpoint> _guarded = [];

    /// <summary>After the policies that expand dynamic endpoints.</summary>
    public override int Order => 10_000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        ContainsDynamicEndpoints(endpoints) || endpoints.Any(endpoint => EndpointPlan.Of(endpoint).NeedsMiddleware);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && candidates[i] is { Endpoint: RouteEndpoint endpoint } candidate && EndpointPlan.Of(endpoint).NeedsMiddleware)
                candidates.ReplaceEndpoint(i, _guarded.GetValue(endpoint, _ => Guard(endpoint)), candidate.Values);
        }

        return Task.CompletedTask;
    }

    private RouteEndpoint Guard(RouteEndpoint endpoint) =>
        new(
            context =>
            {
                var plan = EndpointPlan.Of(context.GetEndpoint()!);
                if (plan.WaitingRoom is not null && !ReferenceEquals(context.Features.Get<GateStamp>()?.Plan, plan))
                    logger.MiddlewareMissing(endpoint.DisplayName, "UseWaitingRoom", "before app.UseAuthorization()");
                else if (plan.NeedsAdmission && !ReferenceEquals(context.Features.Get<EndpointPlan>(), plan))
                    logger.MiddlewareMissing(endpoint.DisplayName, "UseAdmission", "after app.UseAuthorization()");
                else
                    return endpoint.RequestDelegate?.Invoke(context) ?? Task.CompletedTask;
                return ApiErrors.InternalError.WriteAsync(context);
            },
            endpoint.RoutePattern,
            endpoint.Order,
            endpoint.Metadata,
            endpoint.DisplayName);
}
