namespace TrafficTacos.Queueing;

/// <summary>The result of a claim.</summary>
public sealed class PassClaimResult
{
    /// <summary>The outcome.</summary>
    public required PassClaimOutcome Outcome { get; init; }

    /// <summary>The claim, to spend or release; null unless claimed.</summary>
    public PassClaim? Claim { get; init; }
}
