namespace TrafficTacos.Queueing;

/// <summary>What a genuine waiting token says by itself. Whether its place is still there, only a status tells.</summary>
/// <param name="EventId">The event it was given for.</param>
/// <param name="VisitorKey">Names the visitor among all visitors of all events: the same for every token of one identity in one
/// event. Opaque, 32 characters; made to be compared (the key of a rate limit, say), not to be shown.</param>
public sealed record WaitingTokenInfo(string EventId, string VisitorKey);
