using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Reads the token, runs one atomic operation of the store, and turns its reply into an outcome and an estimate.</summary>
internal sealed partial class WaitingRoomService(
    IQueueStore store,
    KeyRingProvider keyRings,
    EventCache events,
    LateHeartbeats late,
    WaitingRoomMetrics metrics,
    EstimateAccuracySampler accuracy,
    GroupNames groups,
    DrawnRanks draws,
    DrawRunner runner,
    TimeProvider time,
    IOptions<WaitingRoomOptions> options) : IWaitingRoom
{
    /// <summary>The event label of operations whose token is not ours and so names no event.</summary>
    private const string NoEvent = "none";

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<VisitorStatus> GetStatusAsync(StatusRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        if (!TokenCodec.TryRead(keys, TokenKind.Waiting, request.WaitingToken, out var token))
        {
            CountUnknown(OperationNames.Status);
            return VisitorStatus.Unknown;
        }

        using var operation = Start(OperationNames.Status, token.EventId, cancellationToken);
        var cached = events.Get(token.EventId);
        try
        {
            var snapshot = await events.GetSnapshotAsync(cached, cancellationToken).ConfigureAwait(false);
            if (IsOff(snapshot))
            {
                operation.Result = "off";
                return StatusOff(keys, token, cached);
            }

            var (rank, isGivenUp) = await draws.ReadAsync(token.EventId, token.Place, keys, cancellationToken).ConfigureAwait(false);
            if (isGivenUp)
            {
                operation.Result = "expired";
                return StatusOf(keys, token, GoneOf(snapshot, cached.Status!), snapshot, cached, pass: null);
            }

            token = WithDrawnRank(token, rank);
            var reply = await store.StatusAsync(token.EventId, token.Place, token.Proof, request.Hidden, cached.Policy, cancellationToken).ConfigureAwait(false);
            var pass = await FindPassAsync(token, reply.State, cached.Policy, cancellationToken).ConfigureAwait(false);
            var number = reply.State == PlaceState.Gone ? null : await DrawNumberAsync(token.EventId, rank, cancellationToken).ConfigureAwait(false);
            var status = StatusOf(keys, token, reply, snapshot, cached, pass, number);
            operation.Result = NameOf(status.State);
            return status;
        }
        catch (Exception exception) when (exception is WaitingRoomUnavailableException or OperationCanceledException)
        {
            // The visitor was heard, whether the store could be told or not.
            late.Keep(token.EventId, token.Place);
            throw;
        }
    }

    public async Task<EnterResult> EnterAsync(EnterRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        if (!TokenCodec.TryRead(keys, TokenKind.Waiting, request.WaitingToken, out var token))
        {
            CountUnknown(OperationNames.Enter);
            return new EnterResult { Outcome = EnterOutcome.Unknown };
        }

        using var operation = Start(OperationNames.Enter, token.EventId, cancellationToken);
        // A user's entry id is the hash of the user: a user with another hash is somebody else.
        if (token.OfUser && (request.UserId is null || IdentityHash.User(keys, token.EventId, request.UserId) != token.Place.Entry))
        {
            operation.Result = "access_denied";
            return new EnterResult { Outcome = EnterOutcome.AccessDenied };
        }

        var cached = events.Get(token.EventId);
        var snapshot = await events.GetSnapshotAsync(cached, cancellationToken).ConfigureAwait(false);
        if (IsOff(snapshot))
        {
            operation.Result = "off";
            return EnteredOff(keys, token, request.UserId, cached.Policy);
        }

        var (rank, isGivenUp) = await draws.ReadAsync(token.EventId, token.Place, keys, cancellationToken).ConfigureAwait(false);
        if (isGivenUp)
        {
            operation.Result = "expired";
            return new EnterResult { Outcome = EnterOutcome.Expired };
        }

        token = WithDrawnRank(token, rank);
        var user = IdentityHash.PassUser(keys, token.EventId, request.UserId);
        var reply = await store.EnterAsync(
            token.EventId, token.Place, token.Proof, user, unchecked((ulong)Random.Shared.NextInt64()), cached.Policy, cancellationToken).ConfigureAwait(false);
        switch (reply.Code)
        {
            case EnterCode.Granted:
                operation.Result = "granted";
                if (reply.Waited >= 0)
                {
                    metrics.Admitted(token.EventId, reply.Waited);
                    accuracy.Ready(token.EventId, token.Place, token.Place.Ticket + reply.Waited, cached.Policy);
                }

                return new EnterResult
                {
                    Outcome = EnterOutcome.Granted,
                    ReservationToken = PassToken(keys, token, reply.Pass),
                    TimeToLive = TimeSpan.FromMicroseconds(reply.Remaining),
                };
            case EnterCode.NotReady:
                operation.Result = "not_ready";
                var left = AdmissionRule.UntilReady(reply.Position, reply.Waited, reply.Level, snapshot.AdmissionsPerSecond, cached.Policy)
                    + UntilOpening(snapshot);
                return new EnterResult
                {
                    Outcome = EnterOutcome.NotReady,
                    Position = snapshot.Conditions.IsUndrawn ? 0 : reply.Position,
                    // With a full bucket and no wait left it is the shop that is full.
                    RetryAfter = IsUnknown(reply.Mode, snapshot) ? cached.Policy.MaximumPollInterval
                        : left < 1000 ? cached.Policy.MinimumPollInterval
                        : TimeSpan.FromMicroseconds(left),
                    Mode = reply.Mode,
                    Phase = reply.Phase,
                };
            case EnterCode.AlreadyAdmitted:
                operation.Result = "already_admitted";
                return new EnterResult { Outcome = EnterOutcome.AlreadyAdmitted };
            case EnterCode.OtherUser:
                operation.Result = "access_denied";
                return new EnterResult { Outcome = EnterOutcome.AccessDenied };
            default:
                operation.Result = "expired";
                return new EnterResult { Outcome = EnterOutcome.Expired };
        }
    }

    public async Task<LeaveResult> LeaveAsync(LeaveRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        if (!TokenCodec.TryRead(keys, TokenKind.Waiting, request.WaitingToken, out var token))
        {
            CountUnknown(OperationNames.Leave);
            return new LeaveResult { Outcome = LeaveOutcome.Unknown };
        }

        using var operation = Start(OperationNames.Leave, token.EventId, cancellationToken);
        var soft = request.Mode == LeaveMode.Soft;
        var left = !(await draws.ReadAsync(token.EventId, token.Place, keys, cancellationToken).ConfigureAwait(false)).IsGivenUp
            && await store.LeaveAsync(token.EventId, token.Place, soft, events.Get(token.EventId).Policy, cancellationToken).ConfigureAwait(false);
        if (left && !soft)
            metrics.Departed(token.EventId, "left", 1);
        if (!soft)
            accuracy.Gone(token.EventId, token.Place);
        operation.Result = left ? soft ? "left_softly" : "left" : "already_gone";
        return new LeaveResult { Outcome = left ? LeaveOutcome.Left : LeaveOutcome.AlreadyGone };
    }

    /// <summary>Not an operation: it is no use of the queue, and a rate limiter calls it before every request.</summary>
    public async ValueTask<WaitingTokenInfo?> ReadTokenAsync(string waitingToken, CancellationToken cancellationToken = default)
    {
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        return TokenCodec.TryRead(keys, TokenKind.Waiting, waitingToken, out var token)
            ? new WaitingTokenInfo { EventId = token.EventId, VisitorKey = token.Place.Entry.Value.ToString("x32", null), IsOfUser = token.OfUser }
            : null;
    }

    public ValueTask<bool> IsAvailableAsync(CancellationToken cancellationToken = default) => store.PingAsync(cancellationToken);

    /// <summary>What a visitor who was let in may have lost: the answer of enter.</summary>
    private ValueTask<PassReply?> FindPassAsync(in Token waiting, PlaceState state, EventPolicy policy, CancellationToken cancellationToken) =>
        state == PlaceState.Admitted ? store.FindPassAsync(waiting.EventId, waiting.Place, policy, cancellationToken) : default;

    private static string? PassToken(KeyRing keys, in Token waiting, PassReply? found) =>
        found is { Session: null } pass ? PassToken(keys, waiting, pass.Pass) : null;

    private static string? SessionToken(KeyRing keys, in Token waiting, PassReply? found) => found?.Session is { } session
        ? TokenCodec.Write(keys, new Token(TokenKind.Session, waiting.EventId, waiting.Place, waiting.OfUser) { Session = session })
        : null;

    private static string? PassToken(KeyRing keys, in Token waiting, PassProof? pass) => pass is { } proof
        ? TokenCodec.Write(keys, new Token(TokenKind.Reservation, waiting.EventId, waiting.Place, waiting.OfUser) { Pass = proof })
        : null;

    private static TimeSpan TimeToLive(PassReply? pass) => TimeSpan.FromMicroseconds(pass?.Remaining ?? 0);

    private OperationScope Start(string name, string eventId, CancellationToken cancellationToken) => new(metrics, time, name, eventId, cancellationToken);

    private void CountUnknown(string name)
    {
        using var operation = Start(name, NoEvent, CancellationToken.None);
        operation.Result = NameOf(VisitorState.Unknown);
    }

    /// <summary>Microseconds until the event opens; 0 if it is open.</summary>
    private static double UntilOpening(in EventSnapshot snapshot) => Math.Max(0, snapshot.Conditions.Numbers.OpensAt - snapshot.Conditions.Time);

    /// <summary>Nobody can say when somebody may enter.</summary>
    private static bool IsUnknown(EventMode mode, in EventSnapshot snapshot) =>
        mode is EventMode.Paused or EventMode.Maintenance || (snapshot.Conditions.IsUndrawn && UntilOpening(snapshot) == 0);

    private static TimeSpan PollAfter(TimeSpan left, EventPolicy policy) => PollPacing.After(left, policy, Random.Shared.NextDouble());
}
