namespace TrafficTacos.Queueing;

/// <summary>Where a visitor is on their way.</summary>
public enum VisitorState
{
    /// <summary>The token is malformed or not of this waiting room; the store was not asked.</summary>
    Unknown,

    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>In the queue, and <see cref="IWaitingRoom.EnterAsync"/> will grant. Stays so until the visitor enters,
    /// leaves or falls silent, or an operator pauses the event or lowers its capacity.</summary>
    Ready,

    /// <summary>Entered, and the pass lives.</summary>
    Admitted,

    /// <summary>The token is genuine, but its place is gone: left, silent for too long, or admitted and the pass is over.</summary>
    Expired,
}

/// <summary>What a visitor is told.</summary>
/// <param name="State">Where they are.</param>
/// <param name="Position">1 + the number of people ahead at this instant; 0 unless waiting or ready.</param>
/// <param name="EstimatedWait">Until ready, as likely sooner as later (p50); zero only when ready.</param>
/// <param name="EstimatedWaitP90">Until ready; nine in ten are ready by then.</param>
/// <param name="Confidence">How far the estimate can be trusted, 0 to 1.</param>
/// <param name="Waited">Since the join.</param>
/// <param name="QueueLength">Everybody in the queue.</param>
/// <param name="Paused">An operator stopped admission for now.</param>
/// <param name="PollAfter">When to ask again.</param>
public sealed record VisitorStatus(
    VisitorState State,
    long Position,
    TimeSpan EstimatedWait,
    TimeSpan EstimatedWaitP90,
    double Confidence,
    TimeSpan Waited,
    long QueueLength,
    bool Paused,
    TimeSpan PollAfter)
{
    internal static VisitorStatus Unknown { get; } = new(VisitorState.Unknown, 0, default, default, 0, default, 0, false, default);
}
