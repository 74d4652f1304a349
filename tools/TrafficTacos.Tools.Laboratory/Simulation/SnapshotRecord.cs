using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>A snapshot of the event, when it was taken, and how many visitors had been admitted by then.</summary>
internal readonly record struct SnapshotRecord(long At, EventSnapshot Snapshot, int AdmittedCount);
