namespace TrafficTacos.Queueing;

/// <summary>The largest groups of those who wait or are remembered: visitors who joined with the same <see cref="JoinRequest.Group"/>.</summary>
public sealed class GroupCounts
{
    /// <summary>The largest first.</summary>
    public required IReadOnlyList<GroupCount> Groups { get; init; }

    /// <summary>Not every place was looked at: the counts are estimates from a fair sample.</summary>
    public bool IsSampled { get; init; }
}

/// <summary>One group.</summary>
public sealed class GroupCount
{
    /// <summary>Names the group: 16 hexadecimal digits, a hash. The store keeps no more of it.</summary>
    public required string Id { get; init; }

    /// <summary>As the application named it; null if this process saw nobody of it join lately.</summary>
    public string? Group { get; init; }

    /// <summary>How many have a place.</summary>
    public long Count { get; init; }
}
