namespace TrafficTacos.Queueing.Estimation;

/// <summary>Counts in the 5-second slots of the last 1, 5 and 15 minutes.</summary>
internal readonly record struct RateWindows(long One, long Five, long Fifteen);
