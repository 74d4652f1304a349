namespace TrafficTacos.Queueing;

/// <summary>What an event does at the moment, as this process last read it: about a second ago at most while it has visitors.</summary>
public sealed class EventStatus
{
    /// <summary>The event.</summary>
    public required string EventId { get; init; }

    /// <summary>Where it is in its schedule.</summary>
    public EventPhase Phase { get; init; }

    /// <summary>What it does.</summary>
    public EventMode Mode { get; init; }

    /// <summary>What everybody who waits is told; null for nothing.</summary>
    public EventMessage? Message { get; init; }

    /// <summary>From when visitors may join; null for at once.</summary>
    public DateTimeOffset? GatherAt { get; init; }

    /// <summary>From when visitors may enter; null for at once.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>From when nobody may join; null for never.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>When those who gathered are drawn; null if they are not.</summary>
    public DateTimeOffset? DrawAt { get; init; }

    /// <summary>The number of visitors in the queue.</summary>
    public long QueueLength { get; init; }

    /// <summary>The same, with what the store has just answered.</summary>
    internal EventStatus With(EventMode mode, EventPhase phase) => mode == Mode && phase == Phase ? this : new EventStatus
    {
        EventId = EventId,
        Phase = phase,
        Mode = mode,
        Message = Message,
        GatherAt = GatherAt,
        OpensAt = OpensAt,
        ClosesAt = ClosesAt,
        DrawAt = DrawAt,
        QueueLength = QueueLength,
    };
}
