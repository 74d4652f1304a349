using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;
using TrafficTacos.Queueing.AspNetCore.Idempotency;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Claims a pass for a request and ends the claim. Never with the request's own cancellation: the store would go on and claim
/// a pass that nobody releases, and a client that hangs up must not keep a pass from ending.</summary>
internal sealed class PassRedeemer(
    IAdmissionPasses passes, IOptions<WaitingRoomOptions> options, TimeProvider time, WarningLimiter warnings, ILogger<PassRedeemer> logger)
{
    /// <summary>The claim, or the error that refuses the request.</summary>
    /// <exception cref="WaitingRoomUnavailableException">The store does not answer.</exception>
    public async ValueTask<(PassClaim? Claim, ApiError? Error)> ClaimAsync(
        string? eventId, string? reservationToken, string? userId, KeyedExecution? execution)
    {
        if (!EventIdFormat.IsValid(eventId))
            return (null, ApiErrors.AdmissionRequired);
        var request = new PassClaimRequest { EventId = eventId, ReservationToken = reservationToken ?? "", UserId = userId, IdempotencyKey = execution?.Key };
        var result = await passes.ClaimAsync(request, CancellationToken.None).ConfigureAwait(false);
        if (result.Claim is not null && execution is not null)
            execution.Pass = request;
        return result.Outcome switch
        {
            PassClaimOutcome.Claimed => (result.Claim, null),
            PassClaimOutcome.InUse => (null, ApiErrors.AdmissionInUse),
            PassClaimOutcome.Spent => (null, ApiErrors.AdmissionSpent),
            PassClaimOutcome.Expired => (null, ApiErrors.AdmissionExpired),
            _ => (null, ApiErrors.AdmissionRequired),
        };
    }

    /// <summary>A call whose outcome comes at its end, as that of a gRPC stream, may outlast its claim. Another request must not get the
    /// pass then, so it is ended before.</summary>
    public ITimer AfterHalfTheLease(PassClaim claim, Func<ValueTask> end)
    {
        var settings = options.Value.Events.TryGetValue(claim.EventId, out var own) ? own : options.Value;
        return time.CreateTimer(_ => _ = end().AsTask(), null, settings.ClaimLease / 2, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Spends a pass whose request is answered, if it is not spent yet. Where the store
    /// fails, the next repeated request tries again.</summary>
    public async Task SpendAsync(PassClaimRequest request)
    {
        try
        {
            if ((await passes.ClaimAsync(request, CancellationToken.None).ConfigureAwait(false)).Claim is { } claim)
                await passes.SpendAsync(claim, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            logger.ClaimNotEnded(warnings, exception.Message);
        }
    }

    public async ValueTask EndAsync(PassClaim claim, AdmissionOutcome outcome)
    {
        try
        {
            if (outcome == AdmissionOutcome.Spend)
                await passes.SpendAsync(claim, CancellationToken.None).ConfigureAwait(false);
            else
                await passes.ReleaseAsync(claim, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            logger.ClaimNotEnded(warnings, exception.Message);
        }
    }
}
