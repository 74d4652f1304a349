namespace TrafficTacos.Queueing;

/// <summary>What an event does at the moment.</summary>
public enum EventMode
{
    /// <summary>It admits at its rate.</summary>
    Normal = 0,

    /// <summary>An operator has paused admission.</summary>
    Paused = 1,

    /// <summary>The store lost places, and visitors come back with their tokens; see <see cref="EventOptions.RecoveryTime"/>.</summary>
    Recovering = 2,
}
