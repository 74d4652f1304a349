namespace TrafficTacos.Queueing;

/// <summary>What somebody should look at.</summary>
public enum EventAlertKind
{
    /// <summary>Admission is paused while visitors wait.</summary>
    Paused = 0,

    /// <summary>The event is in maintenance.</summary>
    Maintenance = 1,

    /// <summary>The store lost places, and nobody is let in until they are back. Critical.</summary>
    Recovering = 2,

    /// <summary>Visitors wait beyond what the bucket holds, and fewer than half of the admissions of the last minute were used.</summary>
    RateUnused = 3,

    /// <summary>Visitors wait, and as many are inside as may be.</summary>
    BoundFull = 4,

    /// <summary>Visitors wait, the event is open, and nobody was let in for a minute. Critical.</summary>
    NoAdmissions = 5,

    /// <summary>As many are inside as may be, visitors wait, and nobody made room for five minutes.</summary>
    ShoppersSilent = 6,

    /// <summary>The event is to be drawn within ten minutes, and no draw is announced. Critical.</summary>
    DrawNotAnnounced = 7,

    /// <summary>The event is open by its schedule, and the draw is not done. Critical.</summary>
    DrawLate = 8,

    /// <summary>Visitors wait in an event that is closed, and are not let in any more.</summary>
    SoldOut = 9,

    /// <summary>In the last minute more than a tenth of those who waited gave up, fell silent or missed their turn.</summary>
    DeparturesHigh = 10,

    /// <summary>Somebody waits, and no gateway has maintained the event for 15 seconds. Critical.</summary>
    Stale = 11,
}
