using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>The policies of <c>AddPolicy(…)</c>. A policy of a configuration section follows the configuration.</summary>
internal sealed class WaitingRoomPolicyProvider(IOptions<PolicyRegistry> registry, IOptionsMonitor<WaitingRoomPolicyOptions> policies)
    : IWaitingRoomPolicyProvider
{
    public ValueTask<WaitingRoomPolicyOptions?> GetPolicyAsync(string name, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(registry.Value.Names.Contains(name) ? policies.Get(name) : null);
}
