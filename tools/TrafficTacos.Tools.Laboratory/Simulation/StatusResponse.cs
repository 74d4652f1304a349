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
    PlaceState State, long Position, long Level, bool Paused, int SnapshotIndex, Estimate Estimate, TimeSpan? PollAfter = null)
{
    /// <summary>How many may enter until the shop is full, as of the snapshot; infinite without a maximum.</summary>
    public double FreeSeats { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the position counts: false until those who gathered are drawn.</summary>
    public bool IsDrawn { get; init; } = true;

    /// <summary>Whether the event has closed.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether the operator has told something.</summary>
    public bool HasMessage { get; init; }
}
