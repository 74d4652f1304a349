using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Claims a pass for a request and ends the claim. Never with the request's own cancellation: the store would go on
/// and claim a pass that nobody then gives back, and a client that hangs up must not keep a pass from ending.</summary>
internal sealed class PassRedeemer(IAdmissionPasses passes, ILogger logger)
{
    public async ValueTask<PassClaim?> ClaimAsync(string? eventId, string? reservationToken, string? userId)
    {
        if (!EventIdFormat.IsValid(eventId) || string.IsNullOrEmpty(reservationToken))
            return null;
        var result = await passes.ClaimAsync(
            new PassClaimRequest { EventId = eventId, ReservationToken = reservationToken, UserId = userId }, CancellationToken.None).ConfigureAwait(false);
        return result.Claim;
    }

    public async ValueTask EndAsync(PassClaim claim, bool succeeded)
    {
        try
        {
            if (succeeded)
                await passes.SpendAsync(claim, CancellationToken.None).ConfigureAwait(false);
            else
                await passes.ReleaseAsync(claim, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            logger.ClaimNotEnded(exception.Message);
        }
    }
}
