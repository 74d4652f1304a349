namespace TrafficTacos.Queueing;

/// <summary>Something that an operator did, or a step of a draw.</summary>
public sealed class AuditEntry
{
    /// <summary>When it was, by the store's own clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; <c>gateway</c> of a step of a draw.</summary>
    public required string Who { get; init; }

    /// <summary>What, in one word.</summary>
    public required string What { get; init; }

    /// <summary>The details.</summary>
    public required string Detail { get; init; }
}
