namespace TrafficTacos.Queueing;

/// <summary>What a join came to.</summary>
public enum JoinOutcome
{
    /// <summary>A new place at the end of the queue.</summary>
    Joined,

    /// <summary>The same request again: its place, unchanged.</summary>
    AlreadyWaiting,

    /// <summary>This user has a place already, and asked with another request: the place they have.</summary>
    Duplicate,

    /// <summary>The idempotency key came with another request before. No place, and nothing changed.</summary>
    KeyConflict,
}

/// <summary>The answer to a join.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="WaitingToken">What the visitor holds from now on: opaque, URL-safe. Null on <see cref="JoinOutcome.KeyConflict"/>.</param>
/// <param name="Position">The true position, from 1. 0 on <see cref="JoinOutcome.KeyConflict"/>.</param>
/// <param name="PollAfter">When to ask for the status first.</param>
public sealed record JoinResult(JoinOutcome Outcome, string? WaitingToken, long Position, TimeSpan PollAfter);
