namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>How long visitors stay inside, and how many may be. The length of a visit is uniformly distributed.</summary>
/// <param name="Maximum">The most visitors who are inside at once; 0 for no limit.</param>
/// <param name="Shortest">The shortest visit in seconds.</param>
/// <param name="Longest">The longest visit in seconds.</param>
/// <param name="ReleasedShare">The share of visits that the application ends at once; the seat of any other is free when its session has
/// run out.</param>
internal sealed record ShoppingSettings(int Maximum, double Shortest, double Longest, double ReleasedShare = 1);
