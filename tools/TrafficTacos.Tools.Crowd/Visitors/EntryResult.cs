namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>The result of an attempt to enter.</summary>
/// <param name="IsFinal">The visitor is admitted or lost; otherwise polling continues.</param>
/// <param name="RetryAfterMs">The advertised interval, if any.</param>
internal readonly record struct EntryResult(bool IsFinal, long? RetryAfterMs);
