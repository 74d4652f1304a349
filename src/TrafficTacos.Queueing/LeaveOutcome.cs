namespace TrafficTacos.Queueing;

/// <summary>The outcome of a leave.</summary>
public enum LeaveOutcome
{
    /// <summary>The token is malformed or was not signed by this waiting room. The store was not asked.</summary>
    Unknown,

    /// <summary>The place is given up.</summary>
    Left,

    /// <summary>There was no place any more.</summary>
    AlreadyGone,
}
