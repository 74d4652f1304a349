namespace TrafficTacos.Queueing.Idempotency;

/// <summary>What an Idempotency-Key came to.</summary>
public enum IdempotencyOutcome
{
    /// <summary>The first request with this key: do it, then complete or release the claim.</summary>
    Claimed,

    /// <summary>The same request is being worked on at this moment.</summary>
    InProgress,

    /// <summary>The same request was answered before: here is that answer.</summary>
    Answered,

    /// <summary>The key came with another request before. Nothing changed.</summary>
    Conflict,
}

/// <summary>The answer to a claim of an Idempotency-Key.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Claim">To complete or release; null unless claimed.</param>
/// <param name="Answer">What was kept; empty unless answered.</param>
public sealed record IdempotencyResult(IdempotencyOutcome Outcome, IdempotencyClaim? Claim = null, ReadOnlyMemory<byte> Answer = default);

/// <summary>One request's hold on an Idempotency-Key, from <see cref="IdempotencyKeys.ClaimAsync"/>.</summary>
public sealed class IdempotencyClaim
{
    internal IdempotencyClaim(UInt128 key, UInt128 owner)
    {
        Key = key;
        Owner = owner;
    }

    internal UInt128 Key { get; }

    /// <summary>Random, so that who lost the claim to another can end nothing.</summary>
    internal UInt128 Owner { get; }
}
