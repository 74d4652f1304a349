namespace TrafficTacos.Queueing;

/// <summary>The result of a claim of an Idempotency-Key.</summary>
public sealed class IdempotencyResult
{
    /// <summary>The outcome.</summary>
    public required IdempotencyOutcome Outcome { get; init; }

    /// <summary>The claim, to complete or release; null unless claimed.</summary>
    public IdempotencyClaim? Claim { get; init; }

    /// <summary>The stored response; empty unless completed.</summary>
    public ReadOnlyMemory<byte> Response { get; init; }
}
