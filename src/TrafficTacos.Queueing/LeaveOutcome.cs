namespace TrafficTacos.Queueing;

/// <summary>How to leave.</summary>
public enum LeaveMode
{
    /// <summary>The place is gone now.</summary>
    AtOnce,

    /// <summary>The place is kept for <see cref="WaitingRoomOptions.SoftLeaveTime"/>, and a status call takes it back: a
    /// browser sends the same beacon when a page closes and when it reloads.</summary>
    Soft,
}

/// <summary>What a leave came to.</summary>
public enum LeaveOutcome
{
    /// <summary>The token is malformed or not of this waiting room; the store was not asked.</summary>
    Unknown,

    /// <summary>The place is given up.</summary>
    Left,

    /// <summary>There was no place any more.</summary>
    AlreadyGone,
}
