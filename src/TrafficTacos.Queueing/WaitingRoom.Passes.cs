using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing;

/// <summary>Passes: claim, then spend or give back.</summary>
internal sealed partial class WaitingRoom
{
    public async ValueTask<ClaimResult> ClaimAsync(
        string eventId, string reservationToken, string? userId = null, CancellationToken cancellationToken = default)
    {
        Queueing.EventId.ThrowIfInvalid(eventId);
        using var operation = Start(OperationNames.Claim, eventId);
        var keys = await keySource.GetAsync(cancellationToken).ConfigureAwait(false);
        var id = IdentityHash.Random();
        var outcome = ClaimOutcome.Unknown;
        if (TokenCodec.TryRead(keys, TokenKind.Reservation, reservationToken, out var token))
        {
            if (!string.Equals(token.EventId, eventId, StringComparison.Ordinal))
                outcome = ClaimOutcome.WrongEvent;
            else if (token.User != UInt128.Zero && token.User != IdentityHash.PassUser(keys, eventId, userId))
                outcome = ClaimOutcome.AccessDenied;
            else
                outcome = await TryClaimAsync(eventId, token.Place, id, cancellationToken).ConfigureAwait(false) switch
                {
                    RedeemReply.Done => ClaimOutcome.Claimed,
                    RedeemReply.ClaimedByAnother => ClaimOutcome.InUse,
                    RedeemReply.Spent => ClaimOutcome.Spent,
                    _ => ClaimOutcome.Expired,
                };
        }

        operation.Result = outcome switch
        {
            ClaimOutcome.Claimed => "claimed",
            ClaimOutcome.WrongEvent => "wrong_event",
            ClaimOutcome.AccessDenied => "access_denied",
            ClaimOutcome.Expired => "expired",
            ClaimOutcome.InUse => "in_use",
            ClaimOutcome.Spent => "spent",
            _ => "unknown",
        };
        return new ClaimResult(outcome, outcome == ClaimOutcome.Claimed ? new PassClaim(eventId, token.Place, id) : null);
    }

    public ValueTask SpendAsync(PassClaim claim, CancellationToken cancellationToken = default) =>
        EndAsync(claim, OperationNames.Spend, RedeemStep.Spend, cancellationToken);

    public ValueTask GiveBackAsync(PassClaim claim, CancellationToken cancellationToken = default) =>
        EndAsync(claim, OperationNames.GiveBack, RedeemStep.Return, cancellationToken);

    /// <summary>A claim whose caller stopped waiting may be done all the same. Nobody will ever end it, so what would end it
    /// is sent after it: else the pass would serve nobody until the lease is over.</summary>
    private async ValueTask<RedeemReply> TryClaimAsync(string eventId, Place place, UInt128 id, CancellationToken cancellationToken)
    {
        try
        {
            return await store.RedeemAsync(eventId, place, RedeemStep.Claim, id, PolicyOf(eventId), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WaitingRoomUnavailableException or OperationCanceledException)
        {
            _ = AbandonAsync(eventId, place, id);
            throw;
        }
    }

    private EventPolicy PolicyOf(string eventId) => monitor.View(eventId).Policy;

    /// <summary>Only this call knows the claim's id, so no other request's claim can be given back by it.</summary>
    private async Task AbandonAsync(string eventId, Place place, UInt128 id)
    {
        try
        {
            await store.RedeemAsync(eventId, place, RedeemStep.Return, id, PolicyOf(eventId), CancellationToken.None).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            logger.ClaimNotAbandoned(eventId, exception.Message);
        }
    }

    private async ValueTask EndAsync(PassClaim claim, string name, RedeemStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        using var operation = Start(name, claim.EventId);
        var reply = await store.RedeemAsync(claim.EventId, claim.Place, step, claim.Id, PolicyOf(claim.EventId), cancellationToken).ConfigureAwait(false);
        // A pass whose time ran out while the request worked needs no end; one claim ended twice, or behind its lease when
        // another request had taken the pass, changes nothing.
        operation.Result = reply == RedeemReply.Done ? "done" : "already_over";
    }
}
