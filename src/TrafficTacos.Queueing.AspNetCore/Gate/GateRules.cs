using TrafficTacos.Queueing.AspNetCore.Endpoints;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Who may join and enter at one <c>UseWaitingRoom()</c>, by its calls or by its page.</summary>
/// <param name="Endpoints">The same options as those of <c>MapWaitingRoom()</c>.</param>
/// <param name="Joins">The limit of joins from one network; null for none.</param>
internal sealed record GateRules(WaitingRoomEndpointOptions Endpoints, JoinLimit? Joins);
