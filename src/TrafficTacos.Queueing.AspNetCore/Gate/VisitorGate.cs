using TrafficTacos.Queueing.AspNetCore.Requests;

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
    public async ValueTask<GateOutcome?> FindSessionAsync(string eventId, GateVisitor visitor, CancellationToken cancellationToken, bool mayOpen = true)
    {
        if (visitor.SessionToken is not { } token)
            return null;
        var found = await sessions.CheckAsync(new SessionRequest { SessionToken = token, EventId = eventId, UserId = visitor.UserId }, cancellationToken).ConfigureAwait(false);
        return found.Outcome switch
        {
            SessionOutcome.Live => new GateOutcome { IsPassed = true, Session = found.Session, SessionToken = found.RenewedToken ?? token, IsRenewal = found.RenewedToken is not null },
            // The log-in has ended, and the session waits for it. Of another user there is nothing to keep.
            SessionOutcome.AccessDenied when visitor.UserId is null => SignedOut(null, null),
            // What is no session may be a pass.
            SessionOutcome.Unknown when mayOpen => await OpenAsync(eventId, token, visitor.UserId).ConfigureAwait(false),
            _ => null,
        };
    }

    /// <summary>Joins, and enters if it is the visitor's turn.</summary>
    /// <param name="met">The request.</param>
    /// <param name="mayEnter">False for a page that only asks where the visitor stands.</param>
    /// <exception cref="WaitingRoomUnavailableException">The store does not answer.</exception>
    public async ValueTask<GateOutcome> JoinAsync(GateRequest met, bool mayEnter)
    {
        var (context, eventId, visitor) = (met.Context, met.EventId, met.Visitor);
        var (browserId, identity) = await IdentifyAsync(visitor).ConfigureAwait(false);
        if (!visitor.IsKnown && !firstRequests.TryTake(eventId, context.Connection.RemoteIpAddress))
            return new GateOutcome { Identity = identity };
        if (await RefuseAsync(met, identity).ConfigureAwait(false) is { } refused)
            return refused;

        var request = new JoinRequest
        {
            EventId = eventId,
            UserId = visitor.UserId,
            BrowserId = browserId,
            WaitingToken = visitor.WaitingToken,
            Group = RequestReader.Group(context),
        };
        var joined = await room.JoinAsync(request, CancellationToken.None).ConfigureAwait(false);
        if (!visitor.IsKnown && (joined.State is not (VisitorState.Ready or VisitorState.Admitted) || NeedsLogIn(met, joined.State)))
            firstRequests.GiveBack(eventId);
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

        if (joined.State is VisitorState.Ready or VisitorState.Admitted)
        {
            if (mayEnter && await EnterAsync(met, joined, browserId, identity).ConfigureAwait(false) is { } entered)
                return entered;
        }
        else if (!visitor.IsKnown && joined.State == VisitorState.Waiting)
        {
            // A program that does not come back must not be counted as somebody who waits: as after a page that was closed, the place is
            // kept for LeaveGrace, and the browser's next question keeps it for good.
            await room.LeaveAsync(new LeaveRequest { WaitingToken = joined.WaitingToken!, Mode = LeaveMode.Soft }, CancellationToken.None).ConfigureAwait(false);
        }

        // A join says less than the page shows, and a page without script sees nothing else. A first one can wait for the next question.
        if (visitor.IsKnown && await LookAsync(met, joined.WaitingToken, isHidden: false).ConfigureAwait(false) is { } place)
            return place;
        if (NeedsLogIn(met, joined.State))
            return SignedOut(joined.WaitingToken, joined.Event, identity);
        var status = PageStates.StatusOf(joined);
        return new GateOutcome
        {
            Error = ApiErrors.SessionRequired,
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
    public async ValueTask<GateOutcome?> LookAsync(GateRequest met, string? token, bool isHidden)
    {
        if (token is null)
            return null;
        var visitor = met.Visitor;
        var status = await room.GetStatusAsync(new StatusRequest { WaitingToken = token, Hidden = isHidden }, CancellationToken.None).ConfigureAwait(false);
        if (status.State == VisitorState.Unknown || (status.State == VisitorState.Expired && status.Phase != EventPhase.Closed)
            || !string.Equals(status.Event?.EventId, met.EventId, StringComparison.Ordinal))
        {
            return null;
        }

        var newest = status.WaitingToken ?? token;
        var isOfNobodyHere = visitor is { UserId: null, IsPlaceOfUser: true } && string.Equals(token, visitor.WaitingToken, StringComparison.Ordinal);
        if (NeedsLogIn(met, status.State) || (isOfNobodyHere && status.State != VisitorState.Expired))
            return SignedOut(newest, status.Event);
        // A status knows nothing of the user. To ask once more is of no effect as long as the answer is the same.
        if (status.State == VisitorState.Ready && visitor.IsServed && visitor.UserId is { } user
            && (await room.EnterAsync(new EnterRequest { WaitingToken = newest, UserId = user }, CancellationToken.None).ConfigureAwait(false)).Outcome == EnterOutcome.AlreadyAdmitted)
        {
            return AlreadyServed(newest, status.Event);
        }

        return new GateOutcome
        {
            State = PageStates.Of(status),
            Status = status,
            Event = status.Event,
            PollAfter = status.PollAfter,
            WaitingToken = newest,
        };
    }

    /// <summary>An identity for a browser that has none.</summary>
    public ValueTask<string> NewIdentityAsync() => browsers.CreateAsync();

    /// <summary>Whether nobody is let in here without a user, and there is none.</summary>
    private static bool NeedsLogIn(GateRequest met, VisitorState state) =>
        state == VisitorState.Ready && met.Rules.Endpoints.RequireUserToEnter && met.Visitor.UserId is null;

    /// <summary>What is asked of who takes a new place, and whether there is one costs a call.</summary>
    private async ValueTask<GateOutcome?> RefuseAsync(GateRequest met, string? identity)
    {
        var joins = met.Visitor.UserId is null ? met.Rules.Joins : null;
        if ((joins is null && met.Policy.OnJoining is null) || await HasPlaceAsync(met.Visitor).ConfigureAwait(false))
            return null;
        if (joins?.TryTake(met.EventId, met.Context.Connection.RemoteIpAddress) is { } retryAfter)
            return new GateOutcome { Error = ApiErrors.RateLimitedFor(retryAfter), PollAfter = retryAfter, Identity = identity };
        return await WaitingRoomJoiningContext.AskAsync(met.Policy, met.Context, met.EventId).ConfigureAwait(false) is { } rejection
            ? new GateOutcome { Rejection = rejection, Identity = identity }
            : null;
    }

    private async ValueTask<(string? BrowserId, string? Identity)> IdentifyAsync(GateVisitor visitor)
    {
        if (visitor.BrowserId is { } known)
            return (known, null);
        var identity = await browsers.CreateAsync().ConfigureAwait(false);
        return (await browsers.ReadAsync(identity).ConfigureAwait(false), identity);
    }

    private async ValueTask<bool> HasPlaceAsync(GateVisitor visitor) =>
        visitor.WaitingToken is { } token
        && (await room.GetStatusAsync(new StatusRequest { WaitingToken = token }, CancellationToken.None).ConfigureAwait(false)).State is not (VisitorState.Unknown or VisitorState.Expired);

    private async ValueTask<GateOutcome?> EnterAsync(GateRequest met, JoinResult joined, string? browserId, string? identity)
    {
        var (eventId, visitor) = (met.EventId, met.Visitor);
        if (NeedsLogIn(met, joined.State))
            return SignedOut(joined.WaitingToken, joined.Event, identity);
        if (joined is { SessionToken: null, ReservationToken: null })
        {
            var entered = await room.EnterAsync(new EnterRequest { WaitingToken = joined.WaitingToken!, UserId = visitor.UserId }, CancellationToken.None).ConfigureAwait(false);
            switch (entered.Outcome)
            {
                case EnterOutcome.AccessDenied:
                    return SignedOut(joined.WaitingToken, joined.Event, identity);
                case EnterOutcome.AlreadyAdmitted:
                    // By another tab a moment ago, or at another place of this user: the join says with what.
                    joined = await room.JoinAsync(
                        new JoinRequest { EventId = eventId, UserId = visitor.UserId, BrowserId = browserId, WaitingToken = joined.WaitingToken }, CancellationToken.None).ConfigureAwait(false);
                    if (joined is { SessionToken: null, ReservationToken: null })
                        return AlreadyServed(joined.WaitingToken, joined.Event, identity);
                    break;
                default:
                    if (entered.ReservationToken is null)
                        return null;
                    return await PassAsync(eventId, visitor, joined.WaitingToken, entered.ReservationToken, browserId, identity).ConfigureAwait(false);
            }
        }

        if (joined.SessionToken is null)
            return await PassAsync(eventId, visitor, joined.WaitingToken, joined.ReservationToken!, browserId, identity).ConfigureAwait(false);
        var found = await FindSessionAsync(eventId, new GateVisitor { SessionToken = joined.SessionToken, UserId = visitor.UserId }, CancellationToken.None).ConfigureAwait(false);
        return found is { IsPassed: true } ? Admitted(joined.WaitingToken, found.Session, found.SessionToken!, browserId, identity) : found;
    }

    private async ValueTask<GateOutcome?> PassAsync(string eventId, GateVisitor visitor, string? waitingToken, string pass, string? browserId, string? identity)
    {
        if (!visitor.IsKnown)
            return Admitted(waitingToken, null, pass, browserId, identity);
        return await OpenAsync(eventId, pass, visitor.UserId).ConfigureAwait(false) is { Session: { } session } opened
            ? Admitted(waitingToken, session, opened.SessionToken!, browserId, identity)
            : null;
    }

    /// <summary>A place or a session waits for its user, or the turn of somebody waits for a log-in. Without a status, because nothing of it
    /// goes on before that.</summary>
    private static GateOutcome SignedOut(string? waitingToken, EventStatus? status, string? identity = null) =>
        new() { Error = ApiErrors.MissingAuthorization, State = WaitingPageState.SignedOut, Event = status, PollAfter = Slow, WaitingToken = waitingToken, Identity = identity };

    private static GateOutcome AlreadyServed(string? waitingToken, EventStatus? status, string? identity = null) =>
        new() { Error = ApiErrors.AlreadyAdmitted, State = WaitingPageState.AlreadyServed, Event = status, PollAfter = Slow, WaitingToken = waitingToken, Identity = identity };

    private static GateOutcome Admitted(string? waitingToken, ShopperSession? session, string token, string? browserId, string? identity) =>
        new() { IsPassed = true, IsNew = true, Session = session, SessionToken = token, WaitingToken = waitingToken, BrowserId = browserId, Identity = identity };

    private async ValueTask<GateOutcome?> OpenAsync(string eventId, string pass, string? userId)
    {
        var opened = await sessions.OpenAsync(
            new SessionOpenRequest { ReservationToken = pass, EventId = eventId, UserId = userId }, CancellationToken.None).ConfigureAwait(false);
        return opened.Session is null ? null : new GateOutcome { IsPassed = true, Session = opened.Session, SessionToken = opened.SessionToken };
    }

    /// <summary>Where only time or an operator changes something.</summary>
    private static TimeSpan Slow { get; } = TimeSpan.FromSeconds(5);
}
