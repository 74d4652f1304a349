namespace TrafficTacos.Tools.Crowd.Observation;

/// <summary>The progress of a visitor, in order. The phases from <see cref="Admitted"/> on are final.</summary>
internal enum VisitorPhase
{
    NotArrived,
    Joining,
    Waiting,
    Ready,

    /// <summary>Holds a pass and has not finished using it.</summary>
    Entered,
    Admitted,
    Left,

    /// <summary>Stopped polling, as planned.</summary>
    Silent,
    Lost,
}
