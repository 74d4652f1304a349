using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>
/// Decides about a request: a session lets it pass; whoever's turn it is enters; everybody else has a place and waits. A visitor who is let
/// in and has shown that their browser keeps cookies gets a session at once. Others go on under the pass, and the session opens with the
/// first request that brings it back.
/// </summary>
internal sealed class VisitorGate(IWaitingRoom room, IShopperSessions sessions, BrowserIdentities browsers, FirstRequests firstRequests)
{
    /// <summary>What the session that the visitor brought is good for; null for nothing.</summary>
    /// <exception cref="WaitingRoomUnavailableException">The store does not answer.</exception>
    public async ValueTask<GateOutcome?> FindSessionAsync(string eventId, GateVisitor visitor, CancellationToken cancellationToken)
    {
        if (visitor.SessionToken is not { } token)
            return null;
        var browser = visitor.IsSessionOfBrowser ? visitor.BrowserId : null;
        var found = await sessions.CheckAsync(
            new SessionRequest { SessionToken = token, EventId = eventId, UserId = visitor.UserId, BrowserId = browser }, cancellationToken).ConfigureAwait(false);
        return found.Outcome switch
        {
            SessionOutcome.Live => new GateOutcome { IsPassed = true, Session = found.Session, SessionToken = found.RenewedToken ?? token, IsRenewal = found.RenewedToken is not null },
            // What is no session may be a pass.
            SessionOutcome.Unknown => await OpenAsync(eventId, token, visitor.UserId, browser).ConfigureAwait(false),
            _ => null,
        };
    }

    /// <summary>Joins, and enters if it is the visitor's turn.</summary>
    /// <param name="context">The request.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="visitor">Who.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="mayEnter">False for a page that only asks where the visitor stands.</param>
    /// <exception cref="WaitingRoomUnavailableException">The store does not answer.</exception>
    public async ValueTask<GateOutcome> JoinAsync(HttpContext context, string eventId, GateVisitor visitor, WaitingRoomPolicyOptions policy, bool mayEnter)
    {
        var (browserId, identity) = await IdentifyAsync(visitor).ConfigureAwait(false);
        if (!visitor.IsKnown && !firstRequests.TryTake(eventId, context.Connection.RemoteIpAddress))
            return new GateOutcome { Identity = identity };
        if (visitor.WaitingToken is null && policy.OnJoining is { } joining)
        {
            var asked = new WaitingRoomJoiningContext { HttpContext = context, EventId = eventId };
            await joining(asked).ConfigureAwait(false);
            if (asked.Rejection is not null)
                return new GateOutcome { Rejection = asked.Rejection, Identity = identity };
        }

        var joined = await room.JoinAsync(
            new JoinRequest { EventId = eventId, UserId = visitor.UserId, BrowserId = browserId, WaitingToken = visitor.WaitingToken }, CancellationToken.None)
            .ConfigureAwait(false);
        switch (joined.Outcome)
        {
            case JoinOutcome.EventNotFound:
                return new GateOutcome { Error = ApiErrors.EventNotFound, State = WaitingPageState.Closed };
            case JoinOutcome.UserRequired:
                return new GateOutcome { Error = ApiErrors.MissingAuthorization, State = WaitingPageState.LogInRequired, Event = joined.Event, Identity = identity, PollAfter = Slow };
            case JoinOutcome.Closed:
                return new GateOutcome { Error = ApiErrors.EventClosed, State = WaitingPageState.Closed, Event = joined.Event, PollAfter = Slow };
            case JoinOutcome.NotOpen:
                return new GateOutcome { Error = ApiErrors.EventNotOpen, State = PageStates.Of(joined.Event), Event = joined.Event, PollAfter = Slow };
        }

        if (mayEnter && joined.State is VisitorState.Ready or VisitorState.Admitted)
        {
            if (await EnterAsync(eventId, visitor, joined, browserId, identity).ConfigureAwait(false) is { } entered)
                return entered;
        }
        else if (!visitor.IsKnown && joined.State == VisitorState.Waiting)
        {
            // A program that does not come back must not be counted as somebody who waits: as after a page that was closed, the place is
            // kept for LeaveGrace, and the browser's next question keeps it for good.
            await room.LeaveAsync(new LeaveRequest { WaitingToken = joined.WaitingToken!, Mode = LeaveMode.Soft }, CancellationToken.None).ConfigureAwait(false);
        }

        var status = PageStates.StatusOf(joined);
        return new GateOutcome
        {
            Error = ApiErrors.AdmissionRequired,
            State = PageStates.Of(status),
            Status = status,
            Event = joined.Event,
            PollAfter = joined.PollAfter,
            WaitingToken = joined.WaitingToken,
            Identity = identity,
        };
    }

    /// <summary>Where a visitor stands who has a place; null if it is gone.</summary>
    /// <exception cref="WaitingRoomUnavailableException">The store does not answer.</exception>
    public async ValueTask<GateOutcome?> LookAsync(string eventId, GateVisitor visitor, bool isHidden)
    {
        if (visitor.WaitingToken is not { } token)
            return null;
        var status = await room.GetStatusAsync(new StatusRequest { WaitingToken = token, Hidden = isHidden }, CancellationToken.None).ConfigureAwait(false);
        if (status.State == VisitorState.Unknown || (status.State == VisitorState.Expired && status.Phase != EventPhase.Closed)
            || !string.Equals(status.Event?.EventId, eventId, StringComparison.Ordinal))
        {
            return null;
        }

        return new GateOutcome
        {
            State = PageStates.Of(status),
            Status = status,
            Event = status.Event,
            PollAfter = status.PollAfter,
            WaitingToken = status.WaitingToken ?? token,
        };
    }

    /// <summary>An identity for a browser that has none.</summary>
    public ValueTask<string> NewIdentityAsync() => browsers.CreateAsync();

    private async ValueTask<(string? BrowserId, string? Identity)> IdentifyAsync(GateVisitor visitor)
    {
        if (visitor.BrowserId is { } known)
            return (known, null);
        var identity = await browsers.CreateAsync().ConfigureAwait(false);
        return (await browsers.ReadAsync(identity).ConfigureAwait(false), identity);
    }

    private async ValueTask<GateOutcome?> EnterAsync(string eventId, GateVisitor visitor, JoinResult joined, string? browserId, string? identity)
    {
        if (joined.SessionToken is { } live)
        {
            var found = await FindSessionAsync(
                eventId, new GateVisitor { SessionToken = live, IsSessionOfBrowser = true, BrowserId = browserId, UserId = visitor.UserId }, CancellationToken.None).ConfigureAwait(false);
            return found is null ? null : Admitted(joined.WaitingToken, found.Session, found.SessionToken!, identity);
        }

        if (joined.ReservationToken is not { } pass)
        {
            var entered = await room.EnterAsync(new EnterRequest { WaitingToken = joined.WaitingToken!, UserId = visitor.UserId }, CancellationToken.None).ConfigureAwait(false);
            if (entered.Outcome == EnterOutcome.AlreadyAdmitted)
                return new GateOutcome { Error = ApiErrors.AlreadyAdmitted, State = WaitingPageState.NotAdmitting, Event = joined.Event, PollAfter = Slow, Identity = identity };
            if (entered.Outcome == EnterOutcome.AccessDenied)
                return new GateOutcome { Error = ApiErrors.AccessDenied, State = WaitingPageState.LogInRequired, Event = joined.Event, PollAfter = Slow, WaitingToken = joined.WaitingToken };
            if (entered.ReservationToken is null)
                return null;
            pass = entered.ReservationToken;
        }

        if (visitor.IsKnown)
            return await OpenAsync(eventId, pass, visitor.UserId, browserId).ConfigureAwait(false) is { Session: { } session } opened
                ? Admitted(joined.WaitingToken, session, opened.SessionToken!, identity)
                : null;
        firstRequests.NoteAdmitted(eventId);
        return Admitted(joined.WaitingToken, null, pass, identity);
    }

    private static GateOutcome Admitted(string? waitingToken, ShopperSession? session, string token, string? identity) =>
        new() { IsPassed = true, IsNew = true, Session = session, SessionToken = token, WaitingToken = waitingToken, Identity = identity };

    private async ValueTask<GateOutcome?> OpenAsync(string eventId, string pass, string? userId, string? browserId)
    {
        var opened = await sessions.OpenAsync(
            new SessionOpenRequest { ReservationToken = pass, EventId = eventId, UserId = userId, BrowserId = browserId }, CancellationToken.None).ConfigureAwait(false);
        return opened.Session is null ? null : new GateOutcome { IsPassed = true, Session = opened.Session, SessionToken = opened.SessionToken };
    }

    /// <summary>Where only time or an operator changes something.</summary>
    private static TimeSpan Slow { get; } = TimeSpan.FromSeconds(5);
}
