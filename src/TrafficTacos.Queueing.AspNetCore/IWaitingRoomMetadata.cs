namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Endpoint metadata that asks <c>UseWaitingRoom()</c> to keep a waiting room in front. If an endpoint has several,
/// <see cref="DisableWaitingRoomAttribute"/> wins, then the last attribute, then the innermost convention.</summary>
public interface IWaitingRoomMetadata
{
    /// <summary>A policy of <c>AddPolicy(…)</c>; null is <see cref="WaitingRoomHttpOptions.DefaultPolicyName"/>.</summary>
    string? PolicyName { get; }
}
