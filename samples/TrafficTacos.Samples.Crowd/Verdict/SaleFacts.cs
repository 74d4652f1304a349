namespace TrafficTacos.Samples.Crowd.Verdict;

// What the checks of a sale are given.

/// <summary>A confirmed order and the seats it was told it has.</summary>
internal sealed record Booking(int Visitor, string OrderId, IReadOnlyList<string> Seats);

/// <summary>A reservation that was accepted and is gone, or was paid and cannot be confirmed.</summary>
internal readonly record struct LostReservation(int Visitor, string Why);

/// <summary>A try to reserve without being admitted that was not refused.</summary>
internal readonly record struct Trespass(int Visitor, string How);
