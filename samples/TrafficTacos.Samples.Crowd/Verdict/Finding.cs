namespace TrafficTacos.Samples.Crowd.Verdict;

/// <summary>What one check found: how many, and the first or the worst of them in words.</summary>
internal sealed record Finding(string Name, int Count, string? Example = null);
