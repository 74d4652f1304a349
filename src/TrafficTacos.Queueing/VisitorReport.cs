namespace TrafficTacos.Queueing;

/// <summary>One visitor, as operators see them.</summary>
public sealed class VisitorReport
{
    /// <summary>Which visitor, as <see cref="WaitingTokenInfo.VisitorKey"/>.</summary>
    public required string VisitorKey { get; init; }

    /// <summary>As <see cref="VisitorStatus.SupportCode"/>.</summary>
    public required string SupportCode { get; init; }

    /// <summary>Where they stand.</summary>
    public VisitorStanding Standing { get; init; }

    /// <summary>1 + the number of visitors ahead; 0 unless waiting.</summary>
    public long Position { get; init; }

    /// <summary>The number that they drew; null if they are not in a draw, or it is not done.</summary>
    public long? DrawNumber { get; init; }

    /// <summary>When they joined; null if they are gone.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>How long ago they asked for their status; null unless waiting.</summary>
    public TimeSpan? LastHeard { get; init; }

    /// <summary>How long it has been their turn; null if it is not.</summary>
    public TimeSpan? TurnFor { get; init; }

    /// <summary>How long they have been remembered; null if they are not.</summary>
    public TimeSpan? RememberedFor { get; init; }

    /// <summary>How often they were silent in their turn.</summary>
    public int SilentTurns { get; init; }

    /// <summary>How often they did not enter in their turn.</summary>
    public int LingeredTurns { get; init; }

    /// <summary>Where they stand, in a few English words.</summary>
    public required string Description { get; init; }

    /// <summary>What the journal says of them, oldest first.</summary>
    public required IReadOnlyList<JournalEntry> Journal { get; init; }

    /// <summary>The journal was cut: what happened first may be missing.</summary>
    public bool IsJournalCut { get; init; }
}
