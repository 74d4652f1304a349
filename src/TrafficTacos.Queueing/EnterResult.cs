namespace TrafficTacos.Queueing;

/// <summary>What an enter came to.</summary>
public enum EnterOutcome
{
    /// <summary>The token is malformed or not of this waiting room; the store was not asked.</summary>
    Unknown,

    /// <summary>Admitted: here is the pass.</summary>
    Granted,

    /// <summary>Not ready yet. Nothing changed; the place is kept.</summary>
    NotReady,

    /// <summary>The place is gone: left, silent for too long, or admitted before and the pass is over.</summary>
    Expired,

    /// <summary>The token belongs to another user.</summary>
    AccessDenied,
}

/// <summary>The answer to an enter.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="ReservationToken">The proof of admission; null unless granted.</param>
/// <param name="TimeToLive">How long the pass lives from now; zero unless granted.</param>
/// <param name="Position">The position, when not ready.</param>
/// <param name="RetryAfter">When it is worth trying again, when not ready.</param>
/// <param name="Paused">Not ready because an operator stopped admission.</param>
public sealed record EnterResult(
    EnterOutcome Outcome,
    string? ReservationToken = null,
    TimeSpan TimeToLive = default,
    long Position = 0,
    TimeSpan RetryAfter = default,
    bool Paused = false);
