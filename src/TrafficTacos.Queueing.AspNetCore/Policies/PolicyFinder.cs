using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Finds the policy of an endpoint. One that does not exist is never an open shop: the request is answered with 500, and a line is
/// logged once.</summary>
internal sealed class PolicyFinder(IWaitingRoomPolicyProvider policies, IOptions<WaitingRoomHttpOptions> http, ILogger<PolicyFinder> logger)
{
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>The policy and its name; null for the policy if there is none.</summary>
    public async ValueTask<(WaitingRoomPolicyOptions? Policy, string Name)> FindAsync(string? policyName, HttpContext context)
    {
        var name = policyName ?? http.Value.DefaultPolicyName;
        var policy = name is null ? null : await policies.GetPolicyAsync(name, context.RequestAborted).ConfigureAwait(false);
        if (policy is null)
        {
            lock (_unknown)
            {
                if (_unknown.Add(name ?? ""))
                    logger.PolicyUnknown(name, context.GetEndpoint()?.DisplayName ?? context.Request.Path);
            }
        }

        return (policy, name ?? "");
    }
}
