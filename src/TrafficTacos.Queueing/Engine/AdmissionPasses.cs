using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Claims passes, then spends or releases them.</summary>
internal sealed class AdmissionPasses(
    IQueueStore store, KeyRingProvider keyRings, EventCache events, WaitingRoomMetrics metrics, LeaseWatch leases, TimeProvider time, ILogger<AdmissionPasses> logger)
    : IAdmissionPasses
{
    private readonly WarningPace _notAbandoned = new(time);

    public async Task<PassClaimResult> ClaimAsync(PassClaimRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        EventIdFormat.ThrowIfInvalid(request.EventId);
        using var operation = new OperationScope(metrics, time, OperationNames.Claim, request.EventId, cancellationToken);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        if (await events.IsOffAsync(request.EventId, cancellationToken).ConfigureAwait(false))
        {
            operation.Result = "off";
            return new PassClaimResult { Outcome = PassClaimOutcome.Claimed, Claim = new UnneededClaim(request.EventId) };
        }

        var claimant = new PassClaimant(request.IdempotencyKey is { } key ? IdentityHash.PassKey(keys, request, key) : UInt128.Zero, IdentityHash.Random());
        var begun = leases.Begin();
        var outcome = PassClaimOutcome.Unknown;
        if (TokenCodec.TryRead(keys, TokenKind.Reservation, request.ReservationToken, out var token))
        {
            if (!string.Equals(token.EventId, request.EventId, StringComparison.Ordinal))
                outcome = PassClaimOutcome.WrongEvent;
            else if (token.Pass.User != UInt128.Zero && token.Pass.User != IdentityHash.PassUser(keys, request.EventId, request.UserId))
                outcome = PassClaimOutcome.AccessDenied;
            else
                outcome = await TryClaimAsync(request.EventId, token.Place, token.Pass, claimant, cancellationToken).ConfigureAwait(false) switch
                {
                    RedeemReply.Done => PassClaimOutcome.Claimed,
                    RedeemReply.InUse => PassClaimOutcome.InUse,
                    RedeemReply.Spent => PassClaimOutcome.Spent,
                    _ => PassClaimOutcome.Expired,
                };
        }

        operation.Result = outcome switch
        {
            PassClaimOutcome.Claimed => "claimed",
            PassClaimOutcome.WrongEvent => "wrong_event",
            PassClaimOutcome.AccessDenied => "access_denied",
            PassClaimOutcome.Expired => "expired",
            PassClaimOutcome.InUse => "in_use",
            PassClaimOutcome.Spent => "spent",
            _ => "unknown",
        };
        return new PassClaimResult
        {
            Outcome = outcome,
            Claim = outcome == PassClaimOutcome.Claimed ? new HeldClaim(request.EventId, token.Place, token.Pass, claimant, begun) : null,
        };
    }

    public Task SpendAsync(PassClaim claim, CancellationToken cancellationToken = default) =>
        EndAsync(claim, OperationNames.Spend, RedeemStep.Spend, cancellationToken);

    public Task ReleaseAsync(PassClaim claim, CancellationToken cancellationToken = default) =>
        EndAsync(claim, OperationNames.Release, RedeemStep.Release, cancellationToken);

    /// <summary>A claim whose caller stopped waiting may be made anyway. Nobody would ever end it, so its release is sent after it:
    /// otherwise the pass would serve nobody until the lease ends.</summary>
    private async ValueTask<RedeemReply> TryClaimAsync(
        string eventId, Place place, PassProof pass, PassClaimant claimant, CancellationToken cancellationToken)
    {
        try
        {
            return await store.RedeemAsync(eventId, place, pass, RedeemStep.Claim, claimant, events.Get(eventId).Policy, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WaitingRoomUnavailableException or OperationCanceledException)
        {
            _ = AbandonAsync(eventId, place, pass, claimant);
            throw;
        }
    }

    /// <summary>Only this call knows the claim's owner, so it can release no other request's claim.</summary>
    private async Task AbandonAsync(string eventId, Place place, PassProof pass, PassClaimant claimant)
    {
        try
        {
            await store.RedeemAsync(eventId, place, pass, RedeemStep.Release, claimant, events.Get(eventId).Policy, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            if (_notAbandoned.Count() is > 0 and var count)
                logger.ClaimNotAbandoned(eventId, count, exception.Message);
        }
    }

    private async Task EndAsync(PassClaim claim, string name, RedeemStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim is UnneededClaim)
            return;
        if (claim is not HeldClaim held)
            throw new ArgumentException($"The claim does not come from {nameof(ClaimAsync)}.", nameof(claim));
        using var operation = new OperationScope(metrics, time, name, claim.EventId, cancellationToken);
        var policy = events.Get(claim.EventId).Policy;
        leases.End(LeaseWatch.Pass, held.Begun, TimeSpan.FromMicroseconds(policy.ClaimLease));
        var reply = await store.RedeemAsync(claim.EventId, held.Place, held.Pass, step, held.Claimant, policy, cancellationToken).ConfigureAwait(false);
        // A pass that ended while the request worked needs no end. A claim that was ended before, or whose pass another request took
        // after the lease, changes nothing.
        operation.Result = reply == RedeemReply.Done ? "done" : "already_over";
    }
}
