namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>A visitor's position in the response to a join or a status request. It was valid at some instant between the two times.</summary>
internal readonly record struct PositionObservation(int Visitor, TimeSpan SentAt, TimeSpan CompletedAt, long Position, Readiness Readiness);
