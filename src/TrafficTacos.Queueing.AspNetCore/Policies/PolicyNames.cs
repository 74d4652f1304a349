using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>The names of all policies that a visitor can meet: registered ones, and those of an application's own provider, which only the
/// gated endpoints and paths name.</summary>
internal sealed class PolicyNames(IOptions<PolicyRegistry> registry, EndpointDataSource endpoints, WaitingRoomPipeline rooms, IOptions<WaitingRoomHttpOptions> http)
{
    public IEnumerable<string> Find() => registry.Value.Names
        .Concat(rooms.Policies)
        .Concat(endpoints.Endpoints.Select(endpoint => EndpointPlan.Of(endpoint).WaitingRoom).OfType<IWaitingRoomMetadata>().Select(room => room.PolicyName ?? http.Value.DefaultPolicyName).OfType<string>())
        .Distinct(StringComparer.Ordinal);
}
