namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Puts the waiting room in front of a page, a controller or an action: as <c>RequireWaitingRoom(…)</c>. Needs
/// <c>app.UseWaitingRoom()</c>.</summary>
/// <param name="policyName">A policy of <c>AddPolicy(…)</c>; null is <see cref="WaitingRoomHttpOptions.DefaultPolicyName"/>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class WaitingRoomAttribute(string? policyName = null) : Attribute, IWaitingRoomMetadata
{
    /// <inheritdoc/>
    public string? PolicyName => policyName;
}
