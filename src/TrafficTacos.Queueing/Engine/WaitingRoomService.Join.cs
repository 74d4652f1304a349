using System.Runtime.CompilerServices;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Joins: whose place it is.</summary>
internal sealed partial class WaitingRoomService
{
    // The state of a join is large, and a crowd joins at once: pooling saves half of what a join allocates.
    public Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellationToken = default) =>
        JoinPooledAsync(request, cancellationToken).AsTask();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<JoinResult> JoinPooledAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        EventIdFormat.ThrowIfInvalid(request.EventId);
        request.ThrowIfInvalid(nameof(request));
        var eventId = request.EventId;
        if (!options.Value.CanExist(eventId))
        {
            // Not under its own label: anybody can invent ids.
            using var refused = Start(OperationNames.Join, NoEvent, cancellationToken);
            refused.Result = "event_not_found";
            return new JoinResult { Outcome = JoinOutcome.EventNotFound };
        }

        using var operation = Start(OperationNames.Join, eventId, cancellationToken);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        var cached = events.Get(eventId);
        var snapshot = await events.GetSnapshotAsync(cached, cancellationToken).ConfigureAwait(false);
        if (IsOff(snapshot))
        {
            operation.Result = "off";
            return JoinedOff(keys, request, cached);
        }

        if (!MayTakePlace(request, snapshot))
        {
            // Whoever has a place keeps it, also where the log-in has ended meanwhile.
            var kept = request.WaitingToken is null ? null : await FindBroughtAsync(keys, request, snapshot, cached, cancellationToken).ConfigureAwait(false);
            operation.Result = kept is null ? "user_required" : "already_waiting";
            return kept ?? new JoinResult { Outcome = JoinOutcome.UserRequired, Event = cached.Status };
        }

        BindReply? binding = null;
        if (request.IdempotencyKey is not null)
        {
            binding = await store.BindAsync(
                IdentityHash.KeyRecord(keys, request), IdentityHash.Fingerprint(keys, request), options.Value.IdempotencyRetention, cancellationToken)
                .ConfigureAwait(false);
            if (!binding.Value.SameRequest)
            {
                operation.Result = "key_conflict";
                return new JoinResult { Outcome = JoinOutcome.KeyConflict };
            }
        }

        if (request.WaitingToken is not null && await FindBroughtAsync(keys, request, snapshot, cached, cancellationToken).ConfigureAwait(false) is { } brought)
        {
            operation.Result = "already_waiting";
            return brought;
        }

        var entry = IdentityHash.Entry(keys, request);
        var label = IdentityHash.Group(keys, eventId, request.Group);
        groups.Note(label, request.Group);
        var reply = await TakePlaceAsync(eventId, entry, label, cached.Policy, cancellationToken).ConfigureAwait(false);
        reply = await WithTicketAsync(eventId, reply, cancellationToken).ConfigureAwait(false);
        if (reply.State == PlaceState.Gone)
        {
            operation.Result = reply.Phase == EventPhase.Closed ? "closed" : "not_open";
            return new JoinResult { Outcome = reply.Phase == EventPhase.Closed ? JoinOutcome.Closed : JoinOutcome.NotOpen, Event = cached.Status!.With(reply.Mode, reply.Phase) };
        }

        var outcome = OutcomeOf(reply, request, binding);
        operation.Result = outcome switch
        {
            JoinOutcome.Joined => "joined",
            JoinOutcome.AlreadyWaiting => "already_waiting",
            _ => "duplicate",
        };
        var token = new Token(TokenKind.Waiting, eventId, new Place(reply.Elsewhere ?? entry, reply.Ticket), request.UserId is not null && reply.Elsewhere is null)
        {
            Proof = reply.Proof,
        };
        var estimate = reply.State == PlaceState.Waiting ? WaitEstimator.Estimate(reply.Position, reply.Now - reply.Ticket, snapshot, cached.Policy) : default;
        if (reply.Created && reply.State == PlaceState.Waiting)
            accuracy.Joined(eventId, token.Place, reply.Now, estimate.P50);
        var pass = await FindPassAsync(token, reply.State, cached.Policy, cancellationToken).ConfigureAwait(false);
        return new JoinResult
        {
            Outcome = outcome,
            WaitingToken = TokenCodec.Write(keys, token),
            State = StateOf(reply.State),
            Position = reply.IsUndrawn ? 0 : reply.Position,
            EstimatedWait = estimate.P50,
            EstimatedWaitP90 = estimate.P90,
            Confidence = estimate.Confidence,
            ReservationToken = PassToken(keys, token, pass),
            SessionToken = SessionToken(keys, token, pass),
            TimeToLive = TimeToLive(pass),
            Event = cached.Status!.With(reply.Mode, reply.Phase),
            BoardKey = reply.State == PlaceState.Waiting && !reply.IsUndrawn ? BoardKey.Of(reply.Ticket, reply.Offset, reply.Generation) : null,
            PollAfter = PollAfter(estimate.P50, cached.Policy),
        };
    }

    /// <summary>The place of the token that a join brings; null if it is gone, or not this visitor's.</summary>
    private async ValueTask<JoinResult?> FindBroughtAsync(
        KeyRing keys, JoinRequest request, EventSnapshot snapshot, CachedEvent cached, CancellationToken cancellationToken)
    {
        var (eventId, user, policy) = (request.EventId, request.UserId, cached.Policy);
        if (!TokenCodec.TryRead(keys, TokenKind.Waiting, request.WaitingToken, out var token) || !string.Equals(token.EventId, eventId, StringComparison.Ordinal))
            return null;
        if ((await draws.ReadAsync(eventId, token.Place, keys, cancellationToken).ConfigureAwait(false)).IsGivenUp)
            return null;
        EntryId? own = user is null ? null : IdentityHash.User(keys, eventId, user);
        if (token.OfUser && own is { } other && other != token.Place.Entry)
            return null;
        var reply = await store.StatusAsync(eventId, token.Place, token.Proof, hidden: false, policy, cancellationToken).ConfigureAwait(false);
        if (reply.State == PlaceState.Gone)
            return null;
        var pass = await FindPassAsync(token, reply.State, policy, cancellationToken).ConfigureAwait(false);
        if (!token.OfUser && own is { } entry)
        {
            var asked = IdentityHash.PassUser(keys, eventId, user);
            // Whoever was let in is whoever has the pass.
            var isTheirs = reply.State == PlaceState.Admitted
                ? pass is { } found && (found.User == asked || found.User == UInt128.Zero)
                : await store.AttachAsync(eventId, token.Place, entry, asked, policy, cancellationToken).ConfigureAwait(false);
            if (!isTheirs)
                return null;
        }

        var status = StatusOf(keys, token, reply, snapshot, cached, pass);
        return new JoinResult
        {
            Outcome = JoinOutcome.AlreadyWaiting,
            WaitingToken = status.WaitingToken ?? request.WaitingToken,
            State = status.State,
            Position = status.Position,
            EstimatedWait = status.EstimatedWait,
            EstimatedWaitP90 = status.EstimatedWaitP90,
            Confidence = status.Confidence,
            ReservationToken = status.ReservationToken,
            SessionToken = status.SessionToken,
            TimeToLive = status.TimeToLive,
            Event = status.Event,
            BoardKey = status.BoardKey,
            PollAfter = status.PollAfter,
        };
    }

    /// <summary>
    /// An entry that exists belongs to a repeated request or to a second one of the same user. A place that was taken after the key
    /// was bound was taken under that key; an older one was taken without it.
    /// </summary>
    private static JoinOutcome OutcomeOf(JoinReply reply, JoinRequest request, BindReply? binding)
    {
        if (reply.Created)
            return JoinOutcome.Joined;
        if (request.UserId is null)
            return JoinOutcome.AlreadyWaiting;
        return binding is { } key && reply.Ticket + (reply.Time - reply.Now) >= key.Since ? JoinOutcome.AlreadyWaiting : JoinOutcome.Duplicate;
    }
}
