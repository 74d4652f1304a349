using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Hashes what names a key, and keeps its record in the store.</summary>
internal sealed class IdempotencyKeyService(
    IIdempotencyStore store, KeyRingProvider keyRings, IOptions<WaitingRoomOptions> options, WaitingRoomMetrics metrics, LeaseWatch leases,
    TimeProvider time, ILogger<IdempotencyKeyService> logger)
    : IdempotencyKeys
{
    private readonly WarningPace _notAbandoned = new(time);

    public override async Task<IdempotencyResult> ClaimAsync(IdempotencyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrEmpty(request.Route) || string.IsNullOrEmpty(request.Key))
            throw new ArgumentException("Route and Key must not be empty.", nameof(request));
        var retention = options.Value.IdempotencyRetention;
        var lease = request.Lease ?? options.Value.IdempotencyLease;
        if (lease <= TimeSpan.Zero || lease > retention)
            throw new ArgumentException($"Lease is {lease}; it must be above zero and at most IdempotencyRetention ({retention}).", nameof(request));

        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        var claim = new IdempotencyClaim(IdentityHash.Request(keys, request), IdentityHash.Random(), lease, leases.Begin());
        var fingerprint = IdentityHash.Content(keys, request.Fingerprint.Span);
        var reply = await TryClaimAsync(claim, fingerprint, cancellationToken).ConfigureAwait(false);
        var (outcome, label) = reply.Code switch
        {
            IdempotencyCode.Claimed => (IdempotencyOutcome.Claimed, "miss"),
            IdempotencyCode.InProgress => (IdempotencyOutcome.InProgress, "in_progress"),
            IdempotencyCode.Completed => (IdempotencyOutcome.Completed, "cache_hit"),
            _ => (IdempotencyOutcome.Conflict, "conflict"),
        };
        metrics.CountIdempotencyKey(label);
        return new IdempotencyResult
        {
            Outcome = outcome,
            Claim = outcome == IdempotencyOutcome.Claimed ? claim : null,
            Response = reply.Response,
        };
    }

    public override async Task<bool> CompleteAsync(IdempotencyClaim claim, ReadOnlyMemory<byte> response, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        leases.End(LeaseWatch.Key, claim.Begun, claim.Lease);
        return await store.CompleteAsync(claim.Key, claim.Owner, response, options.Value.IdempotencyRetention, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<bool> ReleaseAsync(IdempotencyClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        leases.End(LeaseWatch.Key, claim.Begun, claim.Lease);
        return await store.ReleaseAsync(claim.Key, claim.Owner, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A claim whose caller stopped waiting may be made anyway, and nobody would ever end it. So its release is sent after
    /// it: otherwise the next attempt would have to wait until the lease ends.</summary>
    private async ValueTask<IdempotencyReply> TryClaimAsync(IdempotencyClaim claim, UInt128 fingerprint, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ClaimAsync(claim.Key, fingerprint, claim.Owner, claim.Lease, options.Value.IdempotencyRetention, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WaitingRoomUnavailableException or OperationCanceledException)
        {
            _ = AbandonAsync(claim);
            throw;
        }
    }

    private async Task AbandonAsync(IdempotencyClaim claim)
    {
        try
        {
            await store.ReleaseAsync(claim.Key, claim.Owner, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            if (_notAbandoned.Count() is > 0 and var count)
                logger.KeyNotAbandoned(count, exception.Message);
        }
    }
}
