namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>A pass that a protected endpoint accepted.</summary>
internal readonly record struct PassUse(int Visitor, string Pass);
