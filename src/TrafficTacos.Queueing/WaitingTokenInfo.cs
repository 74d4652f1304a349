namespace TrafficTacos.Queueing;

/// <summary>What a genuine waiting token says. Whether its place still exists, only a status call tells.</summary>
public sealed class WaitingTokenInfo
{
    /// <summary>The event.</summary>
    public required string EventId { get; init; }

    /// <summary>Identifies the visitor among all visitors of all events: the same for every token of one identity in one event.
    /// Opaque, 32 characters. Use it to compare, for example as the key of a rate limit, and do not show it.</summary>
    public required string VisitorKey { get; init; }

    /// <summary>Whether the place was taken by a user, and only that user may enter with it.</summary>
    public bool IsOfUser { get; init; }
}
