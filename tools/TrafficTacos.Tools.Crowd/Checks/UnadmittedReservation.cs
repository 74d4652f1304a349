namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>An attempt to reserve without admission that was not refused.</summary>
internal readonly record struct UnadmittedReservation(int Visitor, string Description);
