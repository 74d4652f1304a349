namespace TrafficTacos.Queueing;

/// <summary>What everybody who waits may know of an event, the same for all: enough for each to work out their own position from their
/// <see cref="VisitorStatus.BoardKey"/>.</summary>
public sealed class EventBoard
{
    /// <summary>The event.</summary>
    public required string EventId { get; init; }

    /// <summary>When it was made, by the store's clock.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Where the event is in its schedule.</summary>
    public EventPhase Phase { get; init; }

    /// <summary>What it does.</summary>
    public EventMode Mode { get; init; }

    /// <summary>What everybody who waits is told; null for nothing.</summary>
    public EventMessage? Message { get; init; }

    /// <summary>From when visitors may enter; null for at once.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>The number of visitors in the queue.</summary>
    public long QueueLength { get; init; }

    /// <summary>How many are let in a second at most.</summary>
    public double AdmissionsPerSecond { get; init; }

    /// <summary>Nobody may enter at the moment because every seat is taken: see <see cref="EventOptions.MaximumShoppers"/>.</summary>
    public bool ShoppersFull { get; init; }

    /// <summary>At most 64, in the order of the queue, the first position first; none where nobody waits, and before the draw.</summary>
    public required IReadOnlyList<BoardPoint> Points { get; init; }
}

/// <summary>One position of the queue. Between two neighbours, positions and waits are read on a straight line between their keys.</summary>
public sealed class BoardPoint
{
    /// <summary>The key of the place at this position.</summary>
    public required long Key { get; init; }

    /// <summary>The position, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>How many positions a place between this point and the next may stand from what the line says.</summary>
    public required long Error { get; init; }

    /// <summary>The estimated time until ready, median (p50).</summary>
    public required TimeSpan EstimatedWait { get; init; }

    /// <summary>The estimated time until ready, 90th percentile.</summary>
    public required TimeSpan EstimatedWaitP90 { get; init; }
}
