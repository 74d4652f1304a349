namespace TrafficTacos.Queueing.Testing;

/// <summary>Passes.</summary>
public sealed partial class FakeWaitingRoom : IAdmissionPasses
{
    /// <summary>The answer to a claim. Default: the pass is good for the event that is asked for.</summary>
    public Func<PassClaimRequest, PassClaimResult> OnClaim { get; set; } = request => new PassClaimResult
    {
        Outcome = PassClaimOutcome.Claimed,
        Claim = new PassClaim(request.EventId),
    };

    /// <summary>Sees the claims of requests that succeeded. Default: nothing.</summary>
    public Action<PassClaim> OnSpend { get; set; } = claim => { };

    /// <summary>Sees the claims of requests that failed. Default: nothing.</summary>
    public Action<PassClaim> OnRelease { get; set; } = claim => { };

    Task<PassClaimResult> IAdmissionPasses.ClaimAsync(PassClaimRequest request, CancellationToken cancellationToken) =>
        Answer(OnClaim, request, cancellationToken);

    Task IAdmissionPasses.SpendAsync(PassClaim claim, CancellationToken cancellationToken) => Answer(Seen(OnSpend), claim, cancellationToken);

    Task IAdmissionPasses.ReleaseAsync(PassClaim claim, CancellationToken cancellationToken) => Answer(Seen(OnRelease), claim, cancellationToken);

    private static Func<PassClaim, PassClaim> Seen(Action<PassClaim> see) => claim =>
    {
        see(claim);
        return claim;
    };
}
