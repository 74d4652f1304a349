namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>A successful join. The visitor took the place between the two times.</summary>
internal readonly record struct JoinObservation(int Visitor, TimeSpan SentAt, TimeSpan CompletedAt);
