namespace TrafficTacos.Queueing;

/// <summary>How far the draw of an event is. It goes forward only; <see cref="Abandoned"/> is the other end.</summary>
public enum DrawPhase
{
    /// <summary>The announcement is public.</summary>
    Announced = 0,

    /// <summary>It is decided who takes part.</summary>
    Frozen = 1,

    /// <summary>The root and the number of entries are public, and with a beacon the round that decides.</summary>
    Rooted = 2,

    /// <summary>The randomness is known, and by that every number.</summary>
    Seeded = 3,

    /// <summary>The numbers are valid.</summary>
    Ranked = 4,

    /// <summary>Nothing was drawn: all stand by arrival.</summary>
    Abandoned = 5,
}
