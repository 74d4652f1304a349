namespace TrafficTacos.Queueing;

/// <summary>Where the randomness of a draw comes from.</summary>
public enum DrawSource
{
    /// <summary>32 random bytes of the waiting room, whose hash is announced. Nobody can verify such a draw against the operator, and its
    /// papers say so.</summary>
    Secret = 0,

    /// <summary>A round of <see cref="WaitingRoomOptions.Beacon"/> that does not exist yet when it is known who takes part.</summary>
    Beacon = 1,
}
