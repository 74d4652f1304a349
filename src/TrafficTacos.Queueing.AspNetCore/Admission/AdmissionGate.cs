using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Claims the pass, lets the endpoint work, then spends the pass or gives it back.</summary>
internal sealed class AdmissionMiddleware(
    RequestDelegate next, PassRedeemer desk, Func<HttpContext, string?> eventId, AdmissionRequirementOptions options, ILogger logger)
{
    public static void Wrap(EndpointBuilder builder, Func<HttpContext, string?> eventId, AdmissionRequirementOptions options)
    {
        if (builder.RequestDelegate is null)
            throw new InvalidOperationException($"'{builder.DisplayName}' runs no delegate; RequireAdmission cannot protect it.");
        var passes = Services.Passes(builder.ApplicationServices, nameof(AdmissionEndpointConventionBuilderExtensions.RequireAdmission));
        var logger = builder.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger<AdmissionMiddleware>();
        IdempotencyMiddleware.WrapInside(builder, next => new AdmissionMiddleware(next, new PassRedeemer(passes, logger), eventId, options, logger).InvokeAsync);
        // On a group and on its endpoint it is said once.
        foreach (var said in GateDocumentation.OfAdmission(options.FailOpen).Except(builder.Metadata).ToList())
            builder.Metadata.Add(said);
    }

    private async Task InvokeAsync(HttpContext context)
    {
        if (Holds(context, eventId(context)))
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

            logger.PassedWithoutAdmission(exception.Message);
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
        // Before the answer goes out: a client that tries again at once after a failure must not find its own pass still claimed,
        // and a success that streams for longer than the lease must not sell again.
        context.Response.OnStarting(() => EndOnceAsync(Succeeded(context)));
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
            await desk.EndAsync(claim, success).ConfigureAwait(false);
        }
    }

    /// <summary>2xx, and 3xx too: a form answers a purchase with a redirect, and must not sell twice for one pass.</summary>
    private static bool Succeeded(HttpContext context) => context.Response.StatusCode is >= 200 and < 400;

    private ValueTask<PassClaim?> ClaimAsync(HttpContext context) =>
        desk.ClaimAsync(eventId(context), RequestReader.ReservationToken(context), options.UserId(context));

    /// <summary>Asked for on a group and on its endpoint: the outer gate holds the pass.</summary>
    internal static bool Holds(HttpContext context, string? eventId) =>
        context.Features.Get<PassClaim>() is { } held && string.Equals(held.EventId, eventId, StringComparison.Ordinal);
}
