namespace TrafficTacos.Queueing;

/// <summary>Where an event is in its schedule, by the store's clock.</summary>
public enum EventPhase
{
    /// <summary>Everybody may join, and enters when it is their turn.</summary>
    Open = 0,

    /// <summary>Before <see cref="EventOptions.GatherAt"/>: nobody may join.</summary>
    Scheduled = 1,

    /// <summary>Before <see cref="EventOptions.OpensAt"/>: everybody may join, nobody enters.</summary>
    Gathering = 2,

    /// <summary>After <see cref="EventOptions.ClosesAt"/>: nobody may join, and whoever was told that it is their turn may still enter.</summary>
    Closed = 3,
}
