namespace TrafficTacos.Queueing;

/// <summary>What came of a round that an operator brought.</summary>
public enum BeaconSupplyOutcome
{
    /// <summary>It is noted. One more source must give the same: an address of the beacon, or another operator.</summary>
    Noted = 0,

    /// <summary>Another operator gave the same. A gateway decides the draw by it within seconds, unless an address of the beacon gives another.</summary>
    Agreed = 1,

    /// <summary>The draw is decided, by this signature.</summary>
    Decided = 2,

    /// <summary>The draw is decided, by another signature that two sources gave.</summary>
    DecidedOtherwise = 3,
}
