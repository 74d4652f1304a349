namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>One arrival process.</summary>
/// <param name="Kind">The shape of the process.</param>
/// <param name="At">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Count">The total number of visitors.</param>
/// <param name="Duration">The duration of a burst or of one wave.</param>
/// <param name="Interval">The time between the starts of two waves.</param>
/// <param name="Rate">The rate at the beginning.</param>
/// <param name="ToRate">The rate at the end.</param>
internal sealed record Arrival(ArrivalKind Kind, double At, double Until, int Count, double Duration = 0, double Interval = 0, double Rate = 0, double ToRate = 0);
