namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>What was known when a request was sent. A response is checked only against this: over HTTP, other responses arrive
/// between a request and its response.</summary>
/// <param name="Position">The visitor's latest known position.</param>
/// <param name="LastReadyRank">The largest rank that was reported as ready.</param>
/// <param name="Epoch">The settings epoch.</param>
/// <param name="Returns">How many visitors may have come back in front of others by the time of that position.</param>
internal readonly record struct RequestContext(long Position, long LastReadyRank, int Epoch, int Returns);
