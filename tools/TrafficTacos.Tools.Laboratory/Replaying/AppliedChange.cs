using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Replaying;

/// <summary>A change of settings that was sent to the store. It took effect between the two times, in microseconds since the start.</summary>
internal readonly record struct AppliedChange(long SentAt, long CompletedAt, OperatorChange Change);
