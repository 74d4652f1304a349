namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>A feature of a request: <c>UseWaitingRoom()</c> has let it pass to the endpoint of this plan.</summary>
internal sealed record GateStamp(EndpointPlan Plan);
