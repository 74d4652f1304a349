using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Claims the pass, lets the endpoint work, then spends the pass or gives it back.</summary>
internal sealed class AdmissionGate(
    RequestDelegate next, IWaitingRoom room, Func<HttpContext, string?> eventId, AdmissionRequirementOptions options, ILogger logger)
{
    public static void Wrap(EndpointBuilder builder, Func<HttpContext, string?> eventId, AdmissionRequirementOptions options)
    {
        if (builder.RequestDelegate is null)
            throw new InvalidOperationException($"'{builder.DisplayName}' runs no delegate; RequireAdmission cannot protect it.");
        var room = Services.Room(builder.ApplicationServices, nameof(AdmissionEndpointConventionBuilderExtensions.RequireAdmission));
        var logger = builder.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger<AdmissionGate>();
        IdempotencyGate.WrapInside(builder, next => new AdmissionGate(next, room, eventId, options, logger).InvokeAsync);
    }

    private async Task InvokeAsync(HttpContext context)
    {
        // Asked for on a group and on its endpoint: the outer gate holds the pass.
        if (context.Features.Get<PassClaim>() is { } held && string.Equals(held.EventId, eventId(context), StringComparison.Ordinal))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        PassClaim? claim;
        try
        {
            claim = await ClaimAsync(context).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            if (!options.FailOpen)
            {
                await ApiErrors.QueueUnavailable.WriteAsync(context).ConfigureAwait(false);
                return;
            }

            logger.PassedWithoutAdmission(exception);
            await next(context).ConfigureAwait(false);
            return;
        }

        if (claim is null)
        {
            await ApiErrors.AdmissionRequired.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        context.Features.Set(claim);
        var ended = false;
        // Before the failure goes out: a client that tries again at once must not find its own pass still claimed.
        context.Response.OnStarting(() => Succeeded(context) ? Task.CompletedTask : EndOnceAsync(false));
        var succeeded = false;
        try
        {
            await next(context).ConfigureAwait(false);
            succeeded = Succeeded(context);
        }
        finally
        {
            // A success that is on its way to the client is one, whatever fails behind it: else hanging up would buy again.
            await EndOnceAsync(succeeded || (context.Response.HasStarted && Succeeded(context))).ConfigureAwait(false);
        }

        async Task EndOnceAsync(bool success)
        {
            if (ended)
                return;
            ended = true;
            await EndAsync(claim, success).ConfigureAwait(false);
        }
    }

    /// <summary>2xx, and 3xx too: a form answers a purchase with a redirect, and must not sell twice for one pass.</summary>
    private static bool Succeeded(HttpContext context) => context.Response.StatusCode is >= 200 and < 400;

    /// <summary>Not the request's own token here either: the store would go on and claim a pass nobody then gives back.</summary>
    private async ValueTask<PassClaim?> ClaimAsync(HttpContext context)
    {
        var wanted = eventId(context);
        if (!EventId.IsValid(wanted) || context.Request.Headers[RequestReader.ReservationTokenHeader] is not [{ Length: > 0 } token])
            return null;
        var result = await room.ClaimAsync(wanted, token, options.UserId(context), CancellationToken.None).ConfigureAwait(false);
        return result.Claim;
    }

    /// <summary>Not the request's own token: a client that hangs up must not keep the pass from ending.</summary>
    private async ValueTask EndAsync(PassClaim claim, bool succeeded)
    {
        try
        {
            if (succeeded)
                await room.SpendAsync(claim, CancellationToken.None).ConfigureAwait(false);
            else
                await room.GiveBackAsync(claim, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            logger.ClaimNotEnded(exception);
        }
    }
}
