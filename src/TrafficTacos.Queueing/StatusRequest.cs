namespace TrafficTacos.Queueing;

/// <summary>A visitor's question where they stand.</summary>
public sealed class StatusRequest
{
    /// <summary>The token from <see cref="IWaitingRoom.JoinAsync"/>.</summary>
    public required string WaitingToken { get; init; }

    /// <summary>Whether the visitor's page is not visible. Browsers run hidden pages about once a minute, so the heartbeat counts
    /// <see cref="EventOptions.HiddenGrace"/> in advance. It does not bring back a visitor whose turn has passed.</summary>
    public bool Hidden { get; init; }
}
