namespace TrafficTacos.Queueing;

/// <summary>What became of an undo.</summary>
public sealed class UndoResult
{
    /// <summary>What became of it.</summary>
    public required UndoOutcome Outcome { get; init; }

    /// <summary>How many visitors are back.</summary>
    public long Restored { get; init; }

    /// <summary>How many joined again meanwhile and keep that place.</summary>
    public long Skipped { get; init; }
}

/// <summary>What became of an undo.</summary>
public enum UndoOutcome
{
    /// <summary>There is no such removal, or everything of it is back.</summary>
    Unknown = 0,

    /// <summary>The places are back.</summary>
    Done = 1,

    /// <summary>The removal is older than ten minutes.</summary>
    TooLate = 2,

    /// <summary>Some of these places were removed before a draw that begins just now, and must not get into it: call again in a few seconds, once it
    /// is known who is drawn. Who is counted as back is.</summary>
    DrawBegins = 3,
}
