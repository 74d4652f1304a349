namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>What becomes of a pass when the request that claimed it ends.</summary>
public enum AdmissionOutcome
{
    /// <summary>The request did what the pass is for: the pass admits nobody any more.</summary>
    Spend,

    /// <summary>The request did nothing: the visitor may use the pass again until its lifetime ends.</summary>
    Release,
}
