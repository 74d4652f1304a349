namespace TrafficTacos.Queueing;

/// <summary>What became of letting somebody in next.</summary>
public sealed class AdmitNextResult
{
    /// <summary>What became of it.</summary>
    public required AdmitNextOutcome Outcome { get; init; }

    /// <summary>Where they stand now; 0 unless they wait.</summary>
    public long Position { get; init; }
}

/// <summary>What became of letting somebody in next.</summary>
public enum AdmitNextOutcome
{
    /// <summary>Nobody is known by that, or their place is gone.</summary>
    NotFound = 0,

    /// <summary>They stand directly behind the visitors who are ready.</summary>
    Done = 1,

    /// <summary>They stand there already, or before it.</summary>
    AlreadyThere = 2,

    /// <summary>They were let in before.</summary>
    AlreadyAdmitted = 3,

    /// <summary>The event is drawn, and the draw is not done: nobody has a number yet.</summary>
    NotDrawn = 4,
}
