namespace TrafficTacos.Tools.Crowd.Cli;

/// <summary>What each buyer purchases with <c>--buy</c>.</summary>
/// <param name="Seats">The number of seats a buyer.</param>
/// <param name="NumberedSeats">The number of seats that buyers choose from by name; null to take any free seats.</param>
/// <param name="PaymentScenario">The scenario of the payment service; null for its default.</param>
internal sealed record PurchaseOptions(int Seats, int? NumberedSeats, string? PaymentScenario);
