using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Gateways;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>Shops with a session, with <c>--shop</c>: turns the pass into one, looks at it, extends it, and releases it.</summary>
internal sealed class SessionFlow(SessionClient client, RunClock clock, TimeSpan stay, int seed)
{
    /// <summary>Times to live are rounded to whole seconds.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    public async Task ShopAsync(
        VisitorRecord record, VisitorIdentity identity, string pass, TimeSpan requestedAt, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var validFor = timeToLive - Rounding;
        var opened = await client.OpenAsync(identity, pass, requestedAt + validFor, cancellationToken);
        if (opened is not { IsSuccess: true, Body: { SessionToken: { Length: > 0 } token, SessionId: { } sessionId } })
        {
            if (opened.Status == 403)
                record.Refusals.Add(new Refusal(record.Number, requestedAt, opened.CompletedAt, validFor, opened.IsUnambiguous, $"admitted, then refused a session with {opened.Describe()}"));
            record.MarkLost($"the session failed with {opened.Describe()}");
            return;
        }

        record.Uses.Add(new PassUse(record.Number, pass));
        record.ExtendStay(opened.SentAt);
        if (record.Plan.Role == VisitorRole.Prober)
            await OpenAgainAsync(record, identity, pass, sessionId, requestedAt + validFor, cancellationToken);

        var half = stay * (0.5 + new Random(unchecked(seed * 7919 + record.Number * 104_729)).NextDouble()) / 2;
        await clock.DelayAsync(half, cancellationToken);
        var session = (Token: token, Promise: opened);
        foreach (var call in (Func<VisitorIdentity, string, CancellationToken, Task<ApiResponse<SessionResponse>>>[])[client.LookAsync, client.ExtendAsync])
        {
            var response = await call(identity, session.Token, cancellationToken);
            if (!IsLive(record, response, session.Promise))
                return;
            session = (response.Body?.SessionToken ?? session.Token, response.IsSuccess ? response : session.Promise);
        }

        await clock.DelayAsync(half, cancellationToken);
        var release = await client.ReleaseAsync(identity, session.Token, cancellationToken);
        if (!release.IsSuccess)
        {
            record.MarkLost($"the session could not be released: {release.Describe()}");
            return;
        }

        record.ExtendStay(release.FirstSentAt);
        record.MoveTo(VisitorPhase.Admitted);
    }

    /// <summary>The same pass must be answered with the same session.</summary>
    private async Task OpenAgainAsync(
        VisitorRecord record, VisitorIdentity identity, string pass, string sessionId, TimeSpan retryUntil, CancellationToken cancellationToken)
    {
        var again = await client.OpenAsync(identity, pass, retryUntil, cancellationToken);
        if (again.IsSuccess && !string.Equals(again.Body?.SessionId, sessionId, StringComparison.Ordinal))
            record.Uses.Add(new PassUse(record.Number, pass));
    }

    private static bool IsLive(VisitorRecord record, ApiResponse<SessionResponse> response, ApiResponse<SessionResponse> promise)
    {
        if (response.IsSuccess || response is { Status: 409, ErrorCode: "SESSION_AT_MAXIMUM" })
        {
            record.ExtendStay(response.SentAt);
            return true;
        }

        if (response.Status is 403 or 404)
        {
            record.Refusals.Add(new Refusal(
                record.Number, promise.SentAt, response.CompletedAt, TimeSpan.FromSeconds(promise.Body!.ExpiresInSec) - Rounding, IsUnambiguous: true, $"inside, then refused with {response.Describe()}"));
        }

        record.MarkLost($"the session ended early: {response.Describe()}");
        return false;
    }
}
