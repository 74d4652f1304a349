using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>A snapshot of the event.</summary>
/// <param name="At">When it was taken.</param>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="AdmittedCount">How many visitors had been admitted by then.</param>
/// <param name="RightfullyHeld">The share of the positions within reach of a full bucket that the rule left to their visitors, before this
/// second's maintenance; 0 if unknown.</param>
internal readonly record struct SnapshotRecord(long At, EventSnapshot Snapshot, int AdmittedCount, double RightfullyHeld = 0);
