namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>A pass that a visitor received. It was granted between the two times.</summary>
internal readonly record struct PassGrant(int Visitor, string WaitingToken, string Pass, TimeSpan SentAt, TimeSpan CompletedAt);
