namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>The event's token bucket, with the names and defaults of the waiting room's options.</summary>
internal sealed record BucketSettings(double AdmissionsPerSecond = 50, int Burst = 500, int Overdraft = 10, int OverdraftPositions = 10);
