namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>What <c>RequireWaitingRoom(…)</c> adds to an endpoint.</summary>
internal sealed class WaitingRoomConvention(string? policyName) : IWaitingRoomMetadata
{
    public string? PolicyName => policyName;
}
