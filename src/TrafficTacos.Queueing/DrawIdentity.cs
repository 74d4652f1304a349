namespace TrafficTacos.Queueing;

/// <summary>Whose a place in a drawn queue is.</summary>
public enum DrawIdentity
{
    /// <summary>A user's: one chance each.</summary>
    User = 0,

    /// <summary>Anybody's: one chance a browser, not a person, which the papers say.</summary>
    Browser = 1,
}
