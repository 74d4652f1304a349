using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Reads the token, asks the store if it has to, and tells what became of the session.</summary>
internal sealed class ShopperSessions(
    IQueueStore store, KeyRingProvider keyRings, EventCache events, RenewedSessions renewed, SessionReader reader, WaitingRoomMetrics metrics, TimeProvider time)
    : IShopperSessions
{
    private const string NoEvent = "none";

    public async Task<SessionOpenResult> OpenAsync(SessionOpenRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        var isOurs = TokenCodec.TryRead(keys, TokenKind.Reservation, request.ReservationToken, out var token);
        using var operation = new OperationScope(metrics, time, OperationNames.OpenSession, isOurs ? token.EventId : NoEvent, cancellationToken);
        var (outcome, session) = !isOurs ? (SessionOpenOutcome.Unknown, null)
            : IsOther(request.EventId, token) ? (SessionOpenOutcome.WrongEvent, null)
            : IsOtherUser(keys, token.EventId, token.Pass.User, request.UserId) ? (SessionOpenOutcome.AccessDenied, null)
            : await OpenAsync(token, cancellationToken).ConfigureAwait(false);
        operation.Result = outcome switch
        {
            SessionOpenOutcome.Opened => "opened",
            SessionOpenOutcome.WrongEvent => "wrong_event",
            SessionOpenOutcome.AccessDenied => "access_denied",
            SessionOpenOutcome.Expired => "expired",
            SessionOpenOutcome.InUse => "in_use",
            SessionOpenOutcome.Spent => "spent",
            _ => "unknown",
        };
        return session is { } opened
            ? new SessionOpenResult { Outcome = outcome, Session = Describe(opened, opened.Session.ConfirmedAt), SessionToken = TokenCodec.Write(keys, opened) }
            : new SessionOpenResult { Outcome = outcome };
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SessionResult> CheckAsync(SessionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        using var operation = Read(keys, request, OperationNames.CheckSession, out var token, out var refused, cancellationToken);
        if (refused is { } outcome)
            return new SessionResult { Outcome = outcome == SessionOutcome.AccessDenied && await HasEndedAsync(token, cancellationToken).ConfigureAwait(false) ? SessionOutcome.Ended : outcome };
        var watch = reader.Watch(events.Get(token.EventId));
        var newest = token with { Session = renewed.Newest(token.Session) };
        if (request.IsUse && watch.Accepts(token.Place, newest.Session) is { } now)
        {
            operation.Result = "fresh";
            return Live(keys, token, newest, now);
        }

        if (watch.HasEnded(token.Place))
        {
            operation.Result = "ended";
            return new SessionResult { Outcome = SessionOutcome.Ended };
        }

        return await StepAsync(keys, token, request.IsUse ? SessionStep.Renew : SessionStep.Check, operation, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SessionResult> ExtendAsync(SessionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        using var operation = Read(keys, request, OperationNames.ExtendSession, out var token, out var refused, cancellationToken);
        return refused is { } outcome
            ? new SessionResult { Outcome = outcome }
            : await StepAsync(keys, token, SessionStep.Extend, operation, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SessionReleaseOutcome> ReleaseAsync(SessionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        using var operation = Read(keys, request, OperationNames.ReleaseSession, out var token, out var refused, cancellationToken);
        return refused switch
        {
            null => await ReleaseAsync(token.EventId, token.Place, token.Session, operation, cancellationToken).ConfigureAwait(false),
            SessionOutcome.WrongEvent => SessionReleaseOutcome.WrongEvent,
            SessionOutcome.AccessDenied => SessionReleaseOutcome.AccessDenied,
            _ => SessionReleaseOutcome.Unknown,
        };
    }

    public async Task<SessionReleaseOutcome> ReleaseByIdAsync(string eventId, string sessionId, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        ArgumentNullException.ThrowIfNull(sessionId);
        using var operation = new OperationScope(metrics, time, OperationNames.ReleaseSession, eventId, cancellationToken);
        if (SessionIdFormat.TryRead(sessionId, out var entry, out var id))
            return await ReleaseAsync(eventId, new Place(entry, 0), default(SessionProof) with { Id = id }, operation, cancellationToken).ConfigureAwait(false);
        operation.Result = "unknown";
        return SessionReleaseOutcome.Unknown;
    }

    private async ValueTask<(SessionOpenOutcome Outcome, Token? Session)> OpenAsync(Token pass, CancellationToken cancellationToken)
    {
        var cached = events.Get(pass.EventId);
        var sent = time.GetTimestamp();
        var id = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var reply = await store.OpenSessionAsync(pass.EventId, pass.Place, pass.Pass, id, cached.Policy, cancellationToken).ConfigureAwait(false);
        if (reply.Code == OpenCode.Opened)
        {
            Note(cached, reply.Session, sent);
            return (SessionOpenOutcome.Opened, new Token(TokenKind.Session, pass.EventId, pass.Place, pass.OfUser) { Session = reply.Session });
        }

        var outcome = reply.Code switch
        {
            OpenCode.InUse => SessionOpenOutcome.InUse,
            OpenCode.Spent => SessionOpenOutcome.Spent,
            _ => SessionOpenOutcome.Expired,
        };
        return (outcome, null);
    }

    /// <summary>Of a session that is over, nobody needs to be the user any more.</summary>
    private async ValueTask<bool> HasEndedAsync(Token token, CancellationToken cancellationToken)
    {
        var cached = events.Get(token.EventId);
        if (reader.Watch(cached).HasEnded(token.Place))
            return true;
        var reply = await store.SessionAsync(token.EventId, token.Place, token.Session, SessionStep.Check, cached.Policy, cancellationToken).ConfigureAwait(false);
        return reply.Code == SessionCode.Over;
    }

    private async ValueTask<SessionResult> StepAsync(KeyRing keys, Token token, SessionStep step, OperationScope operation, CancellationToken cancellationToken)
    {
        var cached = events.Get(token.EventId);
        var sent = time.GetTimestamp();
        var reply = await store.SessionAsync(token.EventId, token.Place, token.Session, step, cached.Policy, cancellationToken).ConfigureAwait(false);
        if (reply.Code == SessionCode.Over)
        {
            operation.Result = "ended";
            renewed.Forget(token.Session.Id);
            return new SessionResult { Outcome = SessionOutcome.Ended };
        }

        Note(cached, reply.Session, sent);
        var live = Live(keys, token, token with { Session = reply.Session }, reply.Session.ConfirmedAt);
        operation.Result = reply.Code == SessionCode.AtMaximum ? "at_maximum" : "live";
        return reply.Code == SessionCode.Live
            ? live
            : new SessionResult { Outcome = SessionOutcome.AtMaximum, Session = live.Session, RenewedToken = live.RenewedToken };
    }

    private async ValueTask<SessionReleaseOutcome> ReleaseAsync(
        string eventId, Place place, SessionProof session, OperationScope operation, CancellationToken cancellationToken)
    {
        var cached = events.Get(eventId);
        var reply = await store.SessionAsync(eventId, place, session, SessionStep.Release, cached.Policy, cancellationToken).ConfigureAwait(false);
        renewed.Forget(session.Id);
        if (reply.Code == SessionCode.Live)
            cached.Sessions?.NoteEnd(place with { Ticket = reply.Ticket });
        operation.Result = reply.Code == SessionCode.Live ? "released" : "ended";
        return reply.Code == SessionCode.Live ? SessionReleaseOutcome.Released : SessionReleaseOutcome.AlreadyEnded;
    }

    /// <summary>Starts the operation and reads its token; an outcome if that refuses the request.</summary>
    private OperationScope Read(
        KeyRing keys, SessionRequest request, string name, out Token token, out SessionOutcome? refused, CancellationToken cancellationToken)
    {
        var isOurs = TokenCodec.TryRead(keys, TokenKind.Session, request.SessionToken, out token);
        var operation = new OperationScope(metrics, time, name, isOurs ? token.EventId : NoEvent, cancellationToken);
        refused = !isOurs ? SessionOutcome.Unknown
            : IsOther(request.EventId, token) ? SessionOutcome.WrongEvent
            : IsOtherUser(keys, token.EventId, token.Session.User, request.UserId) ? SessionOutcome.AccessDenied
            : null;
        operation.Result = refused switch
        {
            SessionOutcome.Unknown => "unknown",
            SessionOutcome.WrongEvent => "wrong_event",
            SessionOutcome.AccessDenied => "access_denied",
            _ => null,
        };
        return operation;
    }

    private void Note(CachedEvent cached, in SessionProof session, long sent)
    {
        var watch = reader.Watch(cached);
        watch.NoteClock(session.ConfirmedAt, sent);
        watch.NoteGeneration(session.Generation);
        renewed.Keep(session);
    }

    private SessionResult Live(KeyRing keys, in Token asked, in Token newest, long now) => new()
    {
        Outcome = SessionOutcome.Live,
        Session = Describe(newest, now),
        RenewedToken = newest.Session.ConfirmedAt > asked.Session.ConfirmedAt ? TokenCodec.Write(keys, newest) : null,
    };

    private ShopperSession Describe(in Token token, long now) => new()
    {
        EventId = token.EventId,
        SessionId = SessionIdFormat.Write(token.Place.Entry, token.Session.Id),
        ExpiresIn = TimeSpan.FromMicroseconds(Math.Max(0, token.Session.EndsAt - now)),
        ExtendableUntil = time.GetUtcNow() + TimeSpan.FromMicroseconds(token.Session.Maximum - now),
    };

    private static bool IsOther(string? eventId, in Token token) => eventId is not null && !string.Equals(token.EventId, eventId, StringComparison.Ordinal);

    private static bool IsOtherUser(KeyRing keys, string eventId, UInt128 boundTo, string? userId) =>
        boundTo != UInt128.Zero && boundTo != IdentityHash.PassUser(keys, eventId, userId);
}
