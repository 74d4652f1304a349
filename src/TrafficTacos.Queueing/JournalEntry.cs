namespace TrafficTacos.Queueing;

/// <summary>Something that happened to a visitor.</summary>
public sealed class JournalEntry
{
    internal const string Gap = "gap";

    /// <summary>Where it stands in the journal.</summary>
    public required string Position { get; init; }

    /// <summary>When it was, by the store's own clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, for example <c>joined</c> or <c>admitted</c>. Ignore kinds that you do not know.</summary>
    public required string Kind { get; init; }

    /// <summary>Which visitor, as <see cref="WaitingTokenInfo.VisitorKey"/>; empty for a gap and for the end of an event.</summary>
    public string VisitorKey { get; init; } = "";

    /// <summary>The number of the place.</summary>
    public long Ticket { get; init; }

    /// <summary>Records before the next one may be missing: the journal was cut.</summary>
    public bool IsGap => string.Equals(Kind, Gap, StringComparison.Ordinal);

    /// <summary>What happened, in a few English words.</summary>
    public string Description => JournalWords.Of(Kind);
}
