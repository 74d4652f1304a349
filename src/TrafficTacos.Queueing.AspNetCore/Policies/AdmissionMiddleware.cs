using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;
using TrafficTacos.Queueing.AspNetCore.Idempotency;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Claims the pass, lets the endpoint work, then spends or releases the pass.</summary>
internal sealed class AdmissionMiddleware(
    RequestDelegate next,
    PolicyFinder policies,
    PassRedeemer redeemer,
    RefusalWriter refusals,
    AdmittedConnections connections,
    IOptions<WaitingRoomHttpOptions> http,
    WarningLimiter warnings,
    ILogger<AdmissionMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var plan = context.Features.Get<EndpointPlan>();
        // A browser asks with OPTIONS what it may send, and cannot send a token with that.
        return plan?.Admission is null || HttpMethods.IsOptions(context.Request.Method) ? next(context) : InvokeAsync(context, plan);
    }

    private async Task InvokeAsync(HttpContext context, EndpointPlan plan)
    {
        ResponseCaching.DisableOutputCache(context);
        if (ResponseCaching.IsResponseCacheInFront(context))
        {
            logger.ResponseCacheInFront("UseAdmission");
            await ApiErrors.InternalError.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        ResponseCaching.MakePrivate(context);
        var connection = plan.IsConnection ? context.Request.Query["id"].ToString() : "";
        if (connection.Length > 0 && connections.Contains(connection))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (await policies.FindAsync(plan.Admission!.PolicyName, context).ConfigureAwait(false) is not { Policy: { } policy })
        {
            await ApiErrors.InternalError.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        PassClaim? claim;
        string? eventId = null;
        try
        {
            eventId = policy.EventId ?? await policy.EventIdSelector!(context).ConfigureAwait(false);
            var token = RequestReader.ReservationToken(context, http.Value, plan.IsConnection || plan.IsNegotiation);
            var user = await http.Value.UserIdSelector(context).ConfigureAwait(false);
            (claim, var error) = await redeemer.ClaimAsync(eventId, token, user, KeyedExecution.Of(context)).ConfigureAwait(false);
            if (claim is null)
            {
                await refusals.WriteAsync(context, error!, eventId).ConfigureAwait(false);
                return;
            }
        }
        catch (WaitingRoomUnavailableException exception)
        {
            if (policy.WhenStoreUnavailable != StoreUnavailableBehavior.Open)
            {
                logger.StoreUnavailable(warnings, exception.Message);
                await refusals.WriteAsync(context, ApiErrors.QueueUnavailable, eventId).ConfigureAwait(false);
                return;
            }

            logger.PassedWithoutAdmission(warnings, exception.Message);
            await next(context).ConfigureAwait(false);
            return;
        }

        await RunAsync(context, plan, policy, claim, connection).ConfigureAwait(false);
    }

    private async Task RunAsync(HttpContext context, EndpointPlan plan, WaitingRoomPolicyOptions policy, PassClaim claim, string connection)
    {
        var pass = new ClaimedPass(context, claim, redeemer, policy.OutcomeSelector);
        await using var disposing = pass.ConfigureAwait(false);
        // The pass is for the connection, which is made after the negotiation.
        if (plan.IsNegotiation)
            pass.Outcome = AdmissionOutcome.Release;
        if (connection.Length > 0)
        {
            // While the first request still runs, as a stream of events does, the others come.
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode is StatusCodes.Status101SwitchingProtocols or StatusCodes.Status200OK)
                    connections.Add(connection);
                return Task.CompletedTask;
            });
        }

        var failed = true;
        try
        {
            await next(context).ConfigureAwait(false);
            failed = false;
        }
        finally
        {
            await pass.CompleteAsync(failed).ConfigureAwait(false);
        }
    }
}
