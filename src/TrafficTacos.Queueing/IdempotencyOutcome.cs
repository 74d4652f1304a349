namespace TrafficTacos.Queueing;

/// <summary>What became of a request with an Idempotency-Key.</summary>
public enum IdempotencyOutcome
{
    /// <summary>The first request with this key: do the work, then complete or release the claim.</summary>
    Claimed,

    /// <summary>The same request is in progress.</summary>
    InProgress,

    /// <summary>The same request was completed before: the result holds the stored response.</summary>
    Completed,

    /// <summary>The key came with another request before. Nothing changed.</summary>
    Conflict,
}
