using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>What a visitor heard, from the engine in virtual time or from a gateway over HTTP.</summary>
/// <param name="State">Of the place.</param>
/// <param name="Position">Of the place.</param>
/// <param name="Level">What the bucket held, in millionths of a token.</param>
/// <param name="Paused">Whether an operator has stopped admission.</param>
/// <param name="Beat">Which pulse of the trace the estimate was made from; −1 when a gateway does not say.</param>
/// <param name="Wait">The estimate.</param>
/// <param name="PollAfter">When to ask again; null: by the library's rule, with chance from the seed.</param>
internal readonly record struct Told(PlaceState State, long Position, long Level, bool Paused, int Beat, Estimate Wait, TimeSpan? PollAfter = null);

/// <summary>What a visitor heard who joined; the rest as in <see cref="Told"/>.</summary>
internal readonly record struct Welcome(Place Place, TimeSpan Wait, TimeSpan? PollAfter = null);
