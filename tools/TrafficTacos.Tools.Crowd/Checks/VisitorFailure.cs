namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>A visitor who did not reach the goal, and the reason.</summary>
internal readonly record struct VisitorFailure(int Visitor, string Reason);
