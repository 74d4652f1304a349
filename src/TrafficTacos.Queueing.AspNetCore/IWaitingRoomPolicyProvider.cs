namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Finds policies by name. Register your own before <c>AddPolicy(…)</c> for names that are made at run time; the built-in one
/// knows those of <c>AddPolicy(…)</c>.</summary>
public interface IWaitingRoomPolicyProvider
{
    /// <summary>The policy of a name, or null if there is none. Asked for every name that endpoints use when the application starts,
    /// and on every request: it should answer from memory.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops waiting for the policy.</param>
    ValueTask<WaitingRoomPolicyOptions?> GetPolicyAsync(string name, CancellationToken cancellationToken = default);
}
