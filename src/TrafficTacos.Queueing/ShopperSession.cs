namespace TrafficTacos.Queueing;

/// <summary>A session that lives.</summary>
public sealed class ShopperSession
{
    /// <summary>The event that the visitor was admitted to.</summary>
    public required string EventId { get; init; }

    /// <summary>Names the session: 48 hexadecimal digits, the same in every request of it. It is no proof of admission.</summary>
    public required string SessionId { get; init; }

    /// <summary>How long it still lives if nobody uses it.</summary>
    public required TimeSpan ExpiresIn { get; init; }

    /// <summary>The latest time to which it can be renewed or extended.</summary>
    public required DateTimeOffset ExtendableUntil { get; init; }
}
