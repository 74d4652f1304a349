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
        var passing = new Passing(this, met, outcome);
        context.Response.OnStarting(static passing => ((Passing)passing).StartAsync(), passing);
        if (outcome.IsNew && met.Policy.OnAdmitted is { } admitted)
            await admitted(context).ConfigureAwait(false);
        if (outcome.Session is not { } session)
            await next(context).ConfigureAwait(false);
        else if (met.Kind == RequestKind.Data && LastingConnections.IsLasting(context))
            await StayAsync(passing, session, next).ConfigureAwait(false);
        else
            await RunAsync(passing, session, next).ConfigureAwait(false);
    }

    /// <summary>Goes on, and stays where the answer turns out to be one that lasts.</summary>
    private static async Task RunAsync(Passing passing, ShopperSession session, RequestDelegate next)
    {
        passing.MayLast = true;
        try
        {
            await RunAsync(passing, session, next, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            if (passing.Lasting is var (open, done, renewing))
            {
                await done.CancelAsync().ConfigureAwait(false);
                await renewing.ConfigureAwait(false);
                done.Dispose();
                open.Dispose();
            }
        }
    }

    private async Task StayAsync(Passing passing, ShopperSession session, RequestDelegate next)
    {
        var (met, outcome) = (passing.Met, passing.Outcome);
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
            await RunAsync(passing, session, next, ending.Token).ConfigureAwait(false);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
        }
    }

    private static Task RunAsync(Passing passing, ShopperSession session, RequestDelegate next, CancellationToken ending)
    {
        var context = passing.Met.Context;
        context.Features.Set(new ShopperFeature(new Shopper(session, passing.Met.Visitor.UserId, passing.ReleaseAsync, ending)));
        return next(context);
    }

    private async Task ReleaseAsync(GateRequest met, GateOutcome outcome)
    {
        await sessions.ReleaseAsync(RequestOf(met, outcome), CancellationToken.None).ConfigureAwait(false);
        if (met.Context.Response.HasStarted)
            return;
        met.IsReleased = true;
        cookies.Delete(met.Context, met.EventId, CookieKind.Session);
        cookies.Delete(met.Context, met.EventId, CookieKind.Place);
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

    /// <summary>Keeps the renewal of an answer that turns out to last.</summary>
    private void Stay(Passing passing)
    {
        var (context, session) = (passing.Met.Context, passing.Outcome.Session!);
        // The application has begun to answer, and cannot be refused any more.
        if (connections.TryOpen(session.SessionId) is not { } opened)
        {
            context.Abort();
            return;
        }

        var done = new CancellationTokenSource();
        var request = RequestOf(passing.Met, passing.Outcome);
        passing.Lasting = (opened, done, connections.RenewAsync(context, request, session.ExpiresIn, passing.Met.Policy.KeepOpen, null, done.Token));
    }

    /// <summary>A request on its way through the application: one object for all that happens when its answer starts.</summary>
    private sealed class Passing(GatePass gate, GateRequest met, GateOutcome outcome)
    {
        public GateRequest Met => met;

        public GateOutcome Outcome => outcome;

        /// <summary>Whether the answer decides if this is a connection that lasts.</summary>
        public bool MayLast { get; set; }

        /// <summary>Nearly no answer lasts, so nothing is made for one before it begins.</summary>
        public (IDisposable Opened, CancellationTokenSource Done, Task Renewing)? Lasting { get; set; }

        public async Task StartAsync()
        {
            var response = met.Context.Response;
            if (MayLast && LastingConnections.IsLasting(response))
                gate.Stay(this);
            if (await gate.WriteCookiesAsync(met, outcome).ConfigureAwait(false))
                ResponseCaching.ForbidStorage(response, "private, no-store");
            else
                ResponseCaching.MakePrivate(response.Headers);
        }

        public Task ReleaseAsync() => gate.ReleaseAsync(met, outcome);
    }
}
