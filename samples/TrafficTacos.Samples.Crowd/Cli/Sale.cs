namespace TrafficTacos.Samples.Crowd.Cli;

/// <summary>What <c>--buy</c> buys.</summary>
/// <param name="Seats">How many seats each buyer wants.</param>
/// <param name="Hall">Buyers name their seats, out of so many; null to take whichever are free.</param>
/// <param name="Scenario">What the payment service is asked to do; null leaves it unsaid.</param>
internal sealed record Sale(int Seats, int? Hall, string? Scenario);
