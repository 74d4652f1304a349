using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>A response to a join, from the simulated engine or from a gateway over HTTP.</summary>
/// <param name="Place">The visitor's place.</param>
/// <param name="EstimatedWait">The median estimate.</param>
/// <param name="PollAfter">The advertised poll interval; null applies the library's rule with the visitor's random stream.</param>
internal readonly record struct JoinResponse(Place Place, TimeSpan EstimatedWait, TimeSpan? PollAfter = null);
