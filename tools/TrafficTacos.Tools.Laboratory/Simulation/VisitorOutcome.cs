namespace TrafficTacos.Tools.Laboratory.Simulation;

internal enum VisitorOutcome
{
    /// <summary>Still in the queue when the simulation stopped, or not arrived.</summary>
    Unfinished,

    /// <summary>Joined and never polled, as planned.</summary>
    Ghost,

    /// <summary>Abandoned the queue, as planned.</summary>
    Abandoned,
    Admitted,

    /// <summary>Came too late: the event takes nobody any more, or has closed.</summary>
    TurnedAway,

    /// <summary>Wanted to enter and lost the place: polled too rarely, or entered too late.</summary>
    Lost,
}
