namespace TrafficTacos.Tools.Laboratory.Scenarios;

internal enum PollingKind
{
    /// <summary>At the interval that the gateway advertises.</summary>
    Advertised,

    /// <summary>At a fixed interval.</summary>
    Fixed,

    /// <summary>At the advertised interval times a constant factor.</summary>
    Scaled,

    /// <summary>At the advertised interval times a random factor around 1.</summary>
    Jittered,
}
