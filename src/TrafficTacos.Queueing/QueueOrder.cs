namespace TrafficTacos.Queueing;

/// <summary>What decides who stands where in the queue.</summary>
public enum QueueOrder
{
    /// <summary>The time of the join.</summary>
    Arrival = 0,

    /// <summary>A draw among all who joined before <see cref="EventOptions.DrawAt"/>, whenever that was. Who joins later stands behind
    /// them, by the time of the join.</summary>
    Draw = 1,
}
