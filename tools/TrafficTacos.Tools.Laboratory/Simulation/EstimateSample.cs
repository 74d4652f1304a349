using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>One response "waiting" to a tracked visitor: the inputs of an estimate, and the estimate that was reported.</summary>
internal readonly record struct EstimateSample(
    int Visitor, long At, long Position, long Waited, long Level, int SnapshotIndex, bool Paused, Estimate Reported);
