using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Idempotency;

/// <summary>
/// Idempotency-Keys in the store of the waiting room: the first request with a key claims it, and of all that repeat it none is
/// done again. Registered by <c>AddWaitingRoom()</c>; safe for concurrent use.
/// </summary>
/// <remarks>
/// A claim is bounded by its lease. When it runs out before the claim ended, its owner is taken to be dead, and the same request
/// may claim the key anew; the late owner then ends nothing. Until somebody does, the late owner may still complete it.
/// Every method throws <see cref="WaitingRoomUnavailableException"/> when the store does not answer within
/// <see cref="WaitingRoomOptions.StoreTimeout"/>.
/// </remarks>
public sealed class IdempotencyKeys
{
    private readonly IIdempotencyStore _store;
    private readonly KeySource _keySource;
    private readonly WaitingRoomOptions _options;
    private readonly WaitingRoomMetrics _metrics;
    private readonly ILogger _logger;

    internal IdempotencyKeys(
        IIdempotencyStore store, KeySource keySource, IOptions<WaitingRoomOptions> options, WaitingRoomMetrics metrics, ILogger<IdempotencyKeys> logger)
    {
        _store = store;
        _keySource = keySource;
        _options = options.Value;
        _metrics = metrics;
        _logger = logger;
    }

    /// <summary>Claims a key together with the fingerprint of its request, or tells what became of the first one.</summary>
    /// <param name="request">Whose key it is, and of what.</param>
    /// <param name="lease">How long this request may take. Null is <see cref="WaitingRoomOptions.IdempotencyLease"/>; otherwise
    /// above zero, and not above <see cref="WaitingRoomOptions.IdempotencyTime"/>.</param>
    /// <param name="cancellationToken">Stops waiting for the answer; the key may be claimed all the same until its lease is over.</param>
    public async ValueTask<IdempotencyResult> ClaimAsync(
        IdempotentRequest request, TimeSpan? lease = null, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(request.Route) || string.IsNullOrEmpty(request.Key))
            throw new ArgumentException("A request has a route and a key.", nameof(request));
        var time = lease ?? _options.IdempotencyLease;
        if (time <= TimeSpan.Zero || time > _options.IdempotencyTime)
            throw new ArgumentOutOfRangeException(nameof(lease), lease, $"A lease is above zero and at most IdempotencyTime ({_options.IdempotencyTime}).");

        var secrets = await _keySource.GetAsync(cancellationToken).ConfigureAwait(false);
        var key = IdentityHash.Request(secrets, request.UserId, request.Route, request.Key);
        var fingerprint = IdentityHash.Content(secrets, request.Fingerprint.Span);
        var owner = IdentityHash.Random();
        var claim = new IdempotencyClaim(key, owner);
        var reply = await TryClaimAsync(claim, fingerprint, time, cancellationToken).ConfigureAwait(false);
        switch (reply.Code)
        {
            case IdempotencyCode.Claimed:
                _metrics.CameWithKey("miss");
                return new IdempotencyResult(IdempotencyOutcome.Claimed, claim);
            case IdempotencyCode.InProgress:
                _metrics.CameWithKey("in_progress");
                return new IdempotencyResult(IdempotencyOutcome.InProgress);
            case IdempotencyCode.Answered:
                _metrics.CameWithKey("cache_hit");
                return new IdempotencyResult(IdempotencyOutcome.Answered, null, reply.Answer);
            default:
                _metrics.CameWithKey("conflict");
                return new IdempotencyResult(IdempotencyOutcome.Conflict);
        }
    }

    /// <summary>Keeps the answer for <see cref="WaitingRoomOptions.IdempotencyTime"/>.</summary>
    /// <param name="claim">From <see cref="ClaimAsync"/>.</param>
    /// <param name="answer">What whoever repeats the request gets.</param>
    /// <param name="cancellationToken">Stops waiting; the answer may be kept all the same.</param>
    /// <returns>False when the lease ran out and another request took the key, or the claim was ended before: nothing changed.</returns>
    public ValueTask<bool> CompleteAsync(IdempotencyClaim claim, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return _store.CompleteAsync(claim.Key, claim.Owner, answer, _options.IdempotencyTime, cancellationToken);
    }

    /// <summary>Frees the key, as if it never came: for a request that failed, and may be tried again.</summary>
    /// <param name="claim">From <see cref="ClaimAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting; the key may be free all the same.</param>
    /// <returns>False as with <see cref="CompleteAsync"/>.</returns>
    public ValueTask<bool> ReleaseAsync(IdempotencyClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return _store.ReleaseAsync(claim.Key, claim.Owner, cancellationToken);
    }

    /// <summary>A claim whose caller stopped waiting may be done all the same, and nobody will ever end it. So what would end it
    /// is sent after it: else the next try would be told to wait until the lease is over.</summary>
    private async ValueTask<IdempotencyReply> TryClaimAsync(
        IdempotencyClaim claim, UInt128 fingerprint, TimeSpan lease, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.ClaimAsync(claim.Key, fingerprint, claim.Owner, lease, _options.IdempotencyTime, cancellationToken).ConfigureAwait(false);
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
            await _store.ReleaseAsync(claim.Key, claim.Owner, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            _logger.KeyNotAbandoned(exception.Message);
        }
    }
}
