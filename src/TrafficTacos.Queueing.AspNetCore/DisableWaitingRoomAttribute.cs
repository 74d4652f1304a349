namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Keeps the waiting room away from a page, a controller or an action, whatever a group, a path or another attribute asks
/// for.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class DisableWaitingRoomAttribute : Attribute, IWaitingRoomMetadata
{
    string? IWaitingRoomMetadata.PolicyName => null;
}
