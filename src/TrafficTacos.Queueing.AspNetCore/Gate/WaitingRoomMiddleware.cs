using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;
using TrafficTacos.Queueing.AspNetCore.Policies;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Stands in front of pages: whoever is inside passes, everybody else waits at the same address.</summary>
internal sealed class WaitingRoomMiddleware(
    RequestDelegate next,
    GatePaths paths,
    GateRules rules,
    GateFiles files,
    PolicyFinder policies,
    GateVisitorReader visitors,
    VisitorGate gate,
    SimulatedWait simulation,
    GatePass pass,
    GateAnswer answer,
    CircuitPasses circuits,
    GateMetrics metrics,
    IWaitingRoom room,
    EventDraws draws,
    IOptions<WaitingRoomOptions> options,
    WarningLimiter warnings,
    ILogger<WaitingRoomMiddleware> logger)
{
    /// <summary>Where only a change of the application helps.</summary>
    private static readonly TimeSpan Rarely = TimeSpan.FromSeconds(30);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(paths.Base, StringComparison.OrdinalIgnoreCase, out var rest))
            return files.InvokeAsync(context, rest, rules);
        var plan = context.GetEndpoint() is { } endpoint ? EndpointPlan.Of(endpoint) : null;
        if (plan is { IsWaitingRoomDisabled: true })
            return next(context);
        if (plan?.WaitingRoom is { } metadata)
        {
            return ReferenceEquals(context.Features.Get<GateStamp>()?.Plan, plan)
                ? next(context)
                : InvokeAsync(context, plan, metadata.PolicyName);
        }

        return paths.PolicyOf(context.Request.Path) is { } policy ? InvokeAsync(context, null, policy) : next(context);
    }

    private async Task InvokeAsync(HttpContext context, EndpointPlan? plan, string? policyName)
    {
        if (await policies.FindAsync(policyName, context).ConfigureAwait(false) is not { Policy: { } policy } found)
        {
            await ApiErrors.InternalError.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        // The endpoint's guard looks for it; a request that is answered here never gets there.
        if (plan is not null)
            context.Features.Set(plan.GateStamp);
        var kind = RequestClassifier.KindOf(context, policy.IsPageRequest);
        if (BypassReason(context, policy, kind) is { } reason)
        {
            metrics.CountBypass(found.Name, reason);
            if (kind != RequestKind.Preflight)
                circuits.Tell(context, new CircuitPass(found.Name, "", context.Request.Path));
            await PassAsync(context, kind).ConfigureAwait(false);
            return;
        }

        if (kind == RequestKind.Prefetch)
        {
            GateAnswer.WriteEmpty(context, StatusCodes.Status429TooManyRequests);
            return;
        }

        ResponseCaching.DisableOutputCache(context);
        if (ResponseCaching.IsResponseCacheInFront(context))
        {
            logger.ResponseCacheInFront("UseWaitingRoom");
            await ApiErrors.InternalError.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        var met = new GateRequest(context, kind, policy, found.Name, paths.Base, rules);
        var outcome = await DecideAsync(met).ConfigureAwait(false);
        if (outcome is null or { IsPassed: true })
            circuits.Tell(met, outcome);
        if (outcome is null)
            await PassAsync(context, kind).ConfigureAwait(false);
        else if (outcome.IsPassed && kind != RequestKind.Status)
            await pass.InvokeAsync(met, outcome, next).ConfigureAwait(false);
        else
            await answer.WriteAsync(met, outcome).ConfigureAwait(false);
    }

    /// <summary>Why nobody needs to look at a request; null if it meets the gate. Switched off, the gate is as good as not there.</summary>
    private string? BypassReason(HttpContext context, WaitingRoomPolicyOptions policy, RequestKind kind) =>
        !options.Value.Enabled ? "off"
        : kind == RequestKind.Preflight ? "preflight"
        : GateBypass.ReasonOf(context, policy.Exclude);

    /// <summary>Lets a request pass that needs nothing. The page's own question is never for the application.</summary>
    private Task PassAsync(HttpContext context, RequestKind kind)
    {
        if (kind != RequestKind.Status)
            return next(context);
        GateAnswer.WritePassed(context);
        return Task.CompletedTask;
    }

    /// <summary>What becomes of the request; null if it passes although nobody asked whose turn it is.</summary>
    private async ValueTask<GateOutcome?> DecideAsync(GateRequest met)
    {
        var (context, policy) = (met.Context, met.Policy);
        met.EventId = policy.EventId ?? await policy.EventIdSelector!(context).ConfigureAwait(false) ?? "";
        if (!EventIdFormat.IsValid(met.EventId))
            return new GateOutcome { State = WaitingPageState.Closed, PollAfter = Rarely };
        if (!draws.CanExist(met.EventId))
            return new GateOutcome { State = WaitingPageState.Closed, Error = ApiErrors.EventNotFound, PollAfter = Rarely };
        try
        {
            var visitor = met.Visitor = await visitors.ReadAsync(context, met.EventId).ConfigureAwait(false);
            if (simulation.Find(context.Request, met.EventId, visitor.BrowserId) is { } simulated)
                return visitor.BrowserId is null ? new GateOutcome { Identity = await gate.NewIdentityAsync().ConfigureAwait(false) } : simulated;
            // First, because a fresh session needs nothing else, not even a store that answers.
            var inside = await gate.FindSessionAsync(met.EventId, visitor, CancellationToken.None, mayOpen: !HttpMethods.IsHead(context.Request.Method)).ConfigureAwait(false);
            if (inside is { IsPassed: true })
                return inside;
            if ((await room.GetEventAsync(met.EventId, CancellationToken.None).ConfigureAwait(false)).Mode == EventMode.Off)
            {
                metrics.CountBypass(met.PolicyName, "off");
                return null;
            }

            if (inside is not null)
                return inside;
            await visitors.ReadPlaceAsync(context, met.EventId, visitor).ConfigureAwait(false);
            return await WaitAsync(met, visitor).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            if (policy.WhenStoreUnavailable == StoreUnavailableBehavior.Open)
            {
                metrics.CountBypass(met.PolicyName, "unavailable");
                logger.PassedGateUnseen(warnings, exception.Message);
                return null;
            }

            logger.StoreUnavailable(warnings, exception.Message);
            return new GateOutcome { Error = ApiErrors.QueueUnavailable, PollAfter = ApiErrors.QueueUnavailable.RetryAfter!.Value };
        }
    }

    private async ValueTask<GateOutcome> WaitAsync(GateRequest met, GateVisitor visitor)
    {
        var context = met.Context;
        if (HttpMethods.IsHead(context.Request.Method))
            return new GateOutcome();
        if (met.Kind == RequestKind.Status)
        {
            if (!visitor.IsKnown)
                return new GateOutcome { Identity = await gate.NewIdentityAsync().ConfigureAwait(false) };
            var isHidden = string.Equals(context.Request.Headers[RequestClassifier.HiddenHeader], "true", StringComparison.OrdinalIgnoreCase);
            return await gate.LookAsync(met, visitor.WaitingToken, isHidden).ConfigureAwait(false)
                ?? await gate.JoinAsync(met, mayEnter: false).ConfigureAwait(false);
        }

        // A form of another site comes without the visitor's cookies, and must not replace them.
        if (IsCrossSite(context.Request) && !HttpMethods.IsGet(context.Request.Method) && !visitor.IsKnown)
            return new GateOutcome();
        // A place belongs to a browser that comes back. Whatever else knocks is told where the queue is.
        if (visitor.IsKnown || (met.Kind == RequestKind.Page && HttpMethods.IsGet(context.Request.Method)))
            return await gate.JoinAsync(met, mayEnter: true).ConfigureAwait(false);
        return new GateOutcome { Identity = met.Kind == RequestKind.Page ? await gate.NewIdentityAsync().ConfigureAwait(false) : null };
    }

    private static bool IsCrossSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
}
