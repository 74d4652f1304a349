namespace TrafficTacos.Queueing;

/// <summary>How to leave.</summary>
public enum LeaveMode
{
    /// <summary>The place is gone at once.</summary>
    Immediate,

    /// <summary>The place is kept for <see cref="EventOptions.LeaveGrace"/> and then remembered for <see cref="EventOptions.PlaceMemory"/>.
    /// A status call takes it back: a browser sends the same beacon when a page closes and when it reloads.</summary>
    Soft,
}
