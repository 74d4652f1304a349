namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Endpoint metadata that asks <c>UseAdmission()</c> for a pass. If an endpoint has several,
/// <see cref="DisableAdmissionAttribute"/> wins, then the last attribute, then the innermost convention.</summary>
public interface IAdmissionMetadata
{
    /// <summary>The policy; null is <see cref="WaitingRoomHttpOptions.DefaultPolicyName"/>.</summary>
    string? PolicyName { get; }
}
