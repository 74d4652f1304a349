using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Idempotency;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>A request's claim on a pass, ended exactly once: when the response starts, so that a client that repeats at once does not
/// meet its own claim, and so that a response that streams for longer than the lease cannot be sold twice.</summary>
internal sealed class ClaimedPass : IAdmissionFeature, IAsyncDisposable
{
    private readonly HttpContext _context;
    private readonly PassRedeemer _redeemer;
    private readonly Func<HttpContext, AdmissionOutcome?>? _selector;
    private ITimer? _deadline;
    private int _ended;

    /// <param name="context">The request.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="redeemer">Ends it.</param>
    /// <param name="selector">The policy's own rule, or null.</param>
    public ClaimedPass(HttpContext context, PassClaim claim, PassRedeemer redeemer, Func<HttpContext, AdmissionOutcome?>? selector)
    {
        _context = context;
        Claim = claim;
        _redeemer = redeemer;
        _selector = selector;
        context.Features.Set<IAdmissionFeature>(this);
        context.Response.OnStarting(async () =>
        {
            if (OutcomeNow(hasEnded: false) is { } outcome)
                await EndAsync(outcome).ConfigureAwait(false);
            else
                _deadline = redeemer.AfterHalfTheLease(claim, () => EndAsync(AdmissionOutcome.Spend));
        });
    }

    public PassClaim Claim { get; }

    public AdmissionOutcome? Outcome { get; set; }

    /// <summary>What became of the pass; null while the request runs.</summary>
    public AdmissionOutcome? Ended { get; private set; }

    /// <summary>The endpoint has returned, or thrown. A success that is on its way to the client is one, whatever fails after it:
    /// otherwise hanging up would buy again.</summary>
    public ValueTask CompleteAsync(bool failed)
    {
        var outcome = failed && !_context.Response.HasStarted ? AdmissionOutcome.Release : OutcomeNow(hasEnded: true) ?? AdmissionOutcome.Release;
        if (KeyedExecution.Of(_context) is not { } execution)
            return EndAsync(outcome);
        if (outcome == AdmissionOutcome.Release)
            execution.Pass = null;
        execution.AfterStored(() => EndAsync(outcome));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _deadline?.DisposeAsync() ?? ValueTask.CompletedTask;

    private AdmissionOutcome? OutcomeNow(bool hasEnded) => Outcome ?? _selector?.Invoke(_context) ?? DefaultOutcome.Of(_context, hasEnded);

    private async ValueTask EndAsync(AdmissionOutcome outcome)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
            return;
        Ended = outcome;
        await _redeemer.EndAsync(Claim, outcome).ConfigureAwait(false);
    }
}
