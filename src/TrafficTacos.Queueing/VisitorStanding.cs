namespace TrafficTacos.Queueing;

/// <summary>Where a visitor stands, as operators see it.</summary>
public enum VisitorStanding
{
    /// <summary>They have no place any more.</summary>
    Gone = 0,

    /// <summary>They wait, or it is their turn.</summary>
    Waiting = 1,

    /// <summary>They are not counted, and are back when they ask.</summary>
    Remembered = 2,

    /// <summary>They were let in and have an unspent pass or a session.</summary>
    Admitted = 3,
}
