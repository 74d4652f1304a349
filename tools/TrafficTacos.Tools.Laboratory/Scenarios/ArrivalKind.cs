namespace TrafficTacos.Tools.Laboratory.Scenarios;

internal enum ArrivalKind
{
    /// <summary>A fixed number of visitors, uniformly distributed over a duration.</summary>
    Burst,

    /// <summary>A rate that changes linearly.</summary>
    Ramp,

    /// <summary>Bursts at a fixed interval.</summary>
    Waves,

    /// <summary>Random arrivals at a constant rate.</summary>
    Poisson,
}
