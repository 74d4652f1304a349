namespace TrafficTacos.Queueing.Engine;

/// <summary>Of an event that is off: there is nothing to spend or release.</summary>
internal sealed class UnneededClaim(string eventId) : PassClaim(eventId, 0);
