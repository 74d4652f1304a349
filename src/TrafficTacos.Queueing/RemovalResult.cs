namespace TrafficTacos.Queueing;

/// <summary>What became of a removal.</summary>
public sealed class RemovalResult
{
    /// <summary>How many visitors were removed.</summary>
    public long Removed { get; init; }

    /// <summary>How many were not, because they had been let in.</summary>
    public long AlreadyAdmitted { get; init; }

    /// <summary>False if the store went away, or the call was cancelled, when some of several were removed: the others still wait. Default true.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>How many there would have been, where that is more than the caller allowed: then nobody was removed. 0 otherwise.</summary>
    public long TooMany { get; init; }

    /// <summary>What gives them back for ten minutes; null if nobody was removed.</summary>
    public string? UndoId { get; init; }
}
