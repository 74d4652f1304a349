using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Policies;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Lets a request go on, and keeps what the gate knows of its visitor out of shared caches.</summary>
internal sealed class GatePass(GateCookies cookies, SessionCookie sessionCookie, IShopperSessions sessions, LastingConnections connections, GateAnswer answer, GateMetrics metrics, TimeProvider time)
{
    private const double RequestsPerSecond = 50;
    private const double Burst = 300;

    private readonly TokenBuckets<string> _perSession = new(Burst, RequestsPerSecond, time);

    public async Task InvokeAsync(GateRequest met, GateOutcome outcome, RequestDelegate next)
    {
        var context = met.Context;
        if (outcome.Session is { } used && _perSession.TryTake(used.SessionId) is { } retryAfter)
        {
            await answer.WriteAsync(met, new GateOutcome { Error = ApiErrors.TooManyRequests(retryAfter), PollAfter = retryAfter }).ConfigureAwait(false);
            return;
        }

        metrics.Count(met.PolicyName, outcome.IsNew ? "admitted" : "session");
        ResponseCaching.MakePrivate(context);
        context.Response.OnStarting(async () =>
        {
            if (await WriteCookiesAsync(met, outcome).ConfigureAwait(false))
                ResponseCaching.ForbidStorage(context.Response, "private, no-store");
        });
        if (outcome.IsNew && met.Policy.OnAdmitted is { } admitted)
            await admitted(context).ConfigureAwait(false);
        if (outcome.Session is not { } session)
            await next(context).ConfigureAwait(false);
        else if (LastingConnections.IsLasting(context))
            await StayAsync(met, outcome, session, next).ConfigureAwait(false);
        else
            await RunAsync(met, outcome, session, next).ConfigureAwait(false);
    }

    /// <summary>Goes on, and stays where the answer turns out to be one that lasts.</summary>
    private async Task RunAsync(GateRequest met, GateOutcome outcome, ShopperSession session, RequestDelegate next)
    {
        var context = met.Context;
        // Nearly no answer lasts, so nothing is made for one before it begins.
        (IDisposable Opened, CancellationTokenSource Done, Task Renewing)? lasting = null;
        context.Response.OnStarting(() =>
        {
            if (!LastingConnections.IsLasting(context.Response))
                return Task.CompletedTask;
            // The application has begun to answer, and cannot be refused any more.
            if (connections.TryOpen(session.SessionId) is not { } opened)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            var done = new CancellationTokenSource();
            lasting = (opened, done, connections.RenewAsync(context, RequestOf(met, outcome), session.ExpiresIn, met.Policy.KeepOpen, null, done.Token));
            return Task.CompletedTask;
        });
        try
        {
            await RunAsync(met, outcome, session, next, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            if (lasting is var (open, done, renewing))
            {
                await done.CancelAsync().ConfigureAwait(false);
                await renewing.ConfigureAwait(false);
                done.Dispose();
                open.Dispose();
            }
        }
    }

    private async Task StayAsync(GateRequest met, GateOutcome outcome, ShopperSession session, RequestDelegate next)
    {
        using var opened = connections.TryOpen(session.SessionId);
        if (opened is null)
        {
            await ApiErrors.TooManyConnections.WriteAsync(met.Context).ConfigureAwait(false);
            return;
        }

        using var ending = new CancellationTokenSource();
        using var done = new CancellationTokenSource();
        var renewing = connections.RenewAsync(met.Context, RequestOf(met, outcome), session.ExpiresIn, met.Policy.KeepOpen, ending, done.Token);
        try
        {
            await RunAsync(met, outcome, session, next, ending.Token).ConfigureAwait(false);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
        }
    }

    private Task RunAsync(GateRequest met, GateOutcome outcome, ShopperSession session, RequestDelegate next, CancellationToken ending)
    {
        var context = met.Context;
        context.Features.Set(new ShopperFeature(new Shopper(session, met.Visitor.UserId, ReleaseAsync, ending)));
        return next(context);

        async Task ReleaseAsync()
        {
            await sessions.ReleaseAsync(RequestOf(met, outcome), CancellationToken.None).ConfigureAwait(false);
            if (context.Response.HasStarted)
                return;
            met.IsReleased = true;
            cookies.Delete(context, met.EventId, CookieKind.Session);
            cookies.Delete(context, met.EventId, CookieKind.Place);
        }
    }

    private static SessionRequest RequestOf(GateRequest met, GateOutcome outcome) =>
        new() { SessionToken = outcome.SessionToken!, EventId = met.EventId, UserId = met.Visitor.UserId };

    /// <summary>Whether the response gets a cookie of ours.</summary>
    private async ValueTask<bool> WriteCookiesAsync(GateRequest met, GateOutcome outcome)
    {
        var (context, visitor) = (met.Context, met.Visitor);
        if (met.IsReleased)
            return true;
        // A newer token can wait for the next page: until then this process remembers the session.
        var isBrowser = visitor.IsSessionOfBrowser || outcome.IsNew;
        var isNewer = !string.Equals(outcome.SessionToken, visitor.SessionToken, StringComparison.Ordinal) && (!outcome.IsRenewal || met.Kind == RequestKind.Page);
        var browserId = isBrowser && isNewer ? outcome.BrowserId ?? visitor.BrowserId : null;
        if (browserId is not null)
            await sessionCookie.WriteAsync(context, met.EventId, outcome.SessionToken!, browserId).ConfigureAwait(false);
        return cookies.WritePlace(context, met.EventId, visitor, outcome) || browserId is not null;
    }
}
