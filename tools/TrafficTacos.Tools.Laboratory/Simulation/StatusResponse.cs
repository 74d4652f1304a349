using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>A response to a status request, from the simulated engine or from a gateway over HTTP.</summary>
/// <param name="State">The state of the place.</param>
/// <param name="Position">The position of the place.</param>
/// <param name="Level">The bucket's level, in millionths of a token.</param>
/// <param name="Paused">Whether the operator has paused admission.</param>
/// <param name="SnapshotIndex">The snapshot in the trace that the estimate was made from; −1 if unknown.</param>
/// <param name="Estimate">The estimate.</param>
/// <param name="PollAfter">The advertised poll interval; null applies the library's rule with the visitor's random stream.</param>
internal readonly record struct StatusResponse(
    PlaceState State, long Position, long Level, bool Paused, int SnapshotIndex, Estimate Estimate, TimeSpan? PollAfter = null);
