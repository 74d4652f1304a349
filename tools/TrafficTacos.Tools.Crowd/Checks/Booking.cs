namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>A confirmed order and its seats.</summary>
internal sealed record Booking(int Visitor, string OrderId, IReadOnlyList<string> Seats);
