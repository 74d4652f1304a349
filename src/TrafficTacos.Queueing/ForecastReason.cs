namespace TrafficTacos.Queueing;

/// <summary>Why nobody can say when everybody is in.</summary>
public enum ForecastReason
{
    /// <summary>There is a time.</summary>
    None = 0,

    /// <summary>Nobody waits.</summary>
    NobodyWaits = 1,

    /// <summary>An operator has paused admission, and only they know when it goes on.</summary>
    Paused = 2,

    /// <summary>The event is being worked on.</summary>
    Maintenance = 3,

    /// <summary>The store lost places, and visitors come back.</summary>
    Recovering = 4,

    /// <summary>Everybody who asks is let in at once.</summary>
    Passthrough = 5,

    /// <summary>There is no waiting room.</summary>
    Off = 6,

    /// <summary>The event is closed: who was not told that it is their turn does not come in.</summary>
    Closed = 7,
}
