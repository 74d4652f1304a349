namespace TrafficTacos.Queueing.Admission;

/// <summary>What an event does at one instant, and until when.</summary>
/// <param name="Numbers">The settings in force.</param>
/// <param name="Phase">Where it is in its schedule.</param>
/// <param name="IsUndrawn">It is drawn, and the draw is not done: no position is told.</param>
/// <param name="Time">What decides the phase: the later of store time and the store's own, in microseconds since the Unix epoch.</param>
internal readonly record struct EventConditions(EventNumbers Numbers, EventPhase Phase, bool IsUndrawn, long Time);
