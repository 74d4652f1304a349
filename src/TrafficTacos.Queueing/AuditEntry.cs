namespace TrafficTacos.Queueing;

/// <summary>Something that an operator did.</summary>
public sealed class AuditEntry
{
    /// <summary>When it was, by the store's own clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required string Who { get; init; }

    /// <summary>What, in one word.</summary>
    public required string What { get; init; }

    /// <summary>The details.</summary>
    public required string Detail { get; init; }
}
