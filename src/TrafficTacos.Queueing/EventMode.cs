namespace TrafficTacos.Queueing;

/// <summary>What an event does at the moment.</summary>
public enum EventMode
{
    /// <summary>It admits at its rate.</summary>
    Normal = 0,

    /// <summary>An operator has paused admission. Nothing is saved up, and everybody's deadlines stand still.</summary>
    Paused = 1,

    /// <summary>The store lost places, and visitors come back with their tokens; see <see cref="EventOptions.RecoveryTime"/>. Nobody sets
    /// this mode.</summary>
    Recovering = 2,

    /// <summary>Nobody may join. Who waits goes on.</summary>
    Draining = 3,

    /// <summary>Everybody who asks is admitted at once, beyond rate, burst and shoppers' maximum. They are counted.</summary>
    Passthrough = 4,

    /// <summary>There is no waiting room: everybody is let through and nothing is counted or stored.</summary>
    Off = 5,

    /// <summary>Nobody may join or enter. Everybody's deadlines stand still.</summary>
    Maintenance = 6,
}
