using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Policies;

namespace TrafficTacos.Queueing.AspNetCore.Circuits;

/// <summary>Knows which pages of Razor components have a waiting room in front, as the gate does for their requests.</summary>
internal sealed class GatedPages(EndpointDataSource endpoints, WaitingRoomPipeline rooms, IOptions<WaitingRoomHttpOptions> http)
{
    /// <summary>The name of the policy, which is empty where none is named; null if there is no waiting room in front.</summary>
    /// <param name="page">The type of the page.</param>
    /// <param name="path">The address, below the path base.</param>
    public string? PolicyOf(Type page, PathString path)
    {
        // A page of an assembly that is not mapped has no endpoint, and its attributes all the same.
        var plan = EndpointPlan.Of(endpoints.Endpoints.FirstOrDefault(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type == page)
            ?? new Endpoint(null, new EndpointMetadataCollection(page.GetCustomAttributes(inherit: true)), page.Name));
        if (plan.IsWaitingRoomDisabled)
            return null;
        return plan.WaitingRoom is { } room ? room.PolicyName ?? http.Value.DefaultPolicyName ?? "" : rooms.PolicyOf(path);
    }
}
