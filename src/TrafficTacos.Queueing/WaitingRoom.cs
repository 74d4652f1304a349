using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing;

/// <summary>Tokens in, one atomic operation of the store, an outcome and the truth about the wait out.</summary>
internal sealed partial class WaitingRoom(
    IQueueStore store,
    KeySource keySource,
    EventMonitor monitor,
    WaitingRoomMetrics metrics,
    ToldWaits toldWaits,
    TimeProvider time,
    Microsoft.Extensions.Options.IOptions<WaitingRoomOptions> options,
    ILogger<WaitingRoom> logger) : IWaitingRoom
{
    /// <summary>Label of operations whose token is not ours, and so names no event.</summary>
    private const string NoEvent = "none";

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<JoinResult> JoinAsync(string eventId, Visitor visitor, string? label = null, CancellationToken cancellationToken = default)
    {
        Queueing.EventId.ThrowIfInvalid(eventId);
        using var operation = Start(OperationNames.Join, eventId);
        var keys = await keySource.GetAsync(cancellationToken).ConfigureAwait(false);
        BindReply? binding = null;
        if (visitor.IdempotencyKey is not null)
        {
            binding = await store.BindAsync(
                IdentityHash.KeyRecord(keys, visitor),
                IdentityHash.Fingerprint(keys, eventId, label),
                options.Value.IdempotencyTime,
                cancellationToken).ConfigureAwait(false);
            if (!binding.Value.SameRequest)
            {
                operation.Result = "key_conflict";
                return new JoinResult(JoinOutcome.KeyConflict, null, 0, TimeSpan.Zero);
            }
        }

        var view = monitor.View(eventId);
        var pulse = await monitor.PulseAsync(view, cancellationToken).ConfigureAwait(false);
        var entry = IdentityHash.Entry(keys, eventId, visitor);
        var reply = await store.JoinAsync(eventId, entry, view.Policy, cancellationToken).ConfigureAwait(false);

        var outcome = Outcome(reply, visitor, binding);
        operation.Result = outcome switch
        {
            JoinOutcome.Joined => "joined",
            JoinOutcome.AlreadyWaiting => "already_waiting",
            _ => "duplicate",
        };
        var token = new Token(TokenKind.Waiting, eventId, new Place(entry, reply.Ticket), visitor.UserId is not null, UInt128.Zero);
        var estimate = WaitEstimator.Estimate(reply.Position, reply.Now - reply.Ticket, pulse, view.Policy);
        if (reply.Created)
            toldWaits.Joined(eventId, token.Place, reply.Now, estimate.P50);
        return new JoinResult(outcome, TokenCodec.Write(keys, token), reply.Position, PollAfter(estimate.P50, view.Policy));
    }

    public async ValueTask<EnterResult> EnterAsync(string waitingToken, string? userId = null, CancellationToken cancellationToken = default)
    {
        var keys = await keySource.GetAsync(cancellationToken).ConfigureAwait(false);
        if (!TokenCodec.TryRead(keys, TokenKind.Waiting, waitingToken, out var token))
        {
            using var unknown = Start(OperationNames.Enter, NoEvent);
            unknown.Result = "unknown";
            return new EnterResult(EnterOutcome.Unknown);
        }

        using var operation = Start(OperationNames.Enter, token.EventId);
        // A user's entry is the hash of the user: whoever hashes to another one is somebody else.
        if (token.OfUser && (userId is null || IdentityHash.User(keys, token.EventId, userId) != token.Place.Entry))
        {
            operation.Result = "access_denied";
            return new EnterResult(EnterOutcome.AccessDenied);
        }

        var view = monitor.View(token.EventId);
        var pulse = await monitor.PulseAsync(view, cancellationToken).ConfigureAwait(false);
        var user = IdentityHash.PassUser(keys, token.EventId, userId);
        var reply = await store.EnterAsync(token.EventId, token.Place, user, view.Policy, cancellationToken).ConfigureAwait(false);
        switch (reply.Code)
        {
            case EnterCode.Granted:
                operation.Result = "granted";
                if (reply.Waited >= 0)
                {
                    metrics.Admitted(token.EventId, reply.Waited);
                    toldWaits.Ready(token.EventId, token.Place, token.Place.Ticket + reply.Waited, view.Policy);
                }

                var pass = token with { Kind = TokenKind.Reservation, User = user };
                return new EnterResult(EnterOutcome.Granted, TokenCodec.Write(keys, pass), TimeSpan.FromMicroseconds(reply.Remaining));
            case EnterCode.NotReady:
                operation.Result = "not_ready";
                var left = AdmissionRule.UntilReady(reply.Position, reply.Waited, reply.Level, pulse.Refill, view.Policy);
                var retry = reply.Paused ? view.Policy.MaximumPoll : TimeSpan.FromMicroseconds(left);
                return new EnterResult(EnterOutcome.NotReady, null, default, reply.Position, retry, reply.Paused);
            case EnterCode.AnotherUsers:
                operation.Result = "access_denied";
                return new EnterResult(EnterOutcome.AccessDenied);
            default:
                operation.Result = "expired";
                return new EnterResult(EnterOutcome.Expired);
        }
    }

    public async ValueTask<LeaveOutcome> LeaveAsync(string waitingToken, LeaveMode mode = LeaveMode.AtOnce, CancellationToken cancellationToken = default)
    {
        var keys = await keySource.GetAsync(cancellationToken).ConfigureAwait(false);
        if (!TokenCodec.TryRead(keys, TokenKind.Waiting, waitingToken, out var token))
        {
            using var unknown = Start(OperationNames.Leave, NoEvent);
            unknown.Result = "unknown";
            return LeaveOutcome.Unknown;
        }

        using var operation = Start(OperationNames.Leave, token.EventId);
        var soft = mode == LeaveMode.Soft;
        var left = await store.LeaveAsync(token.EventId, token.Place, soft, monitor.View(token.EventId).Policy, cancellationToken).ConfigureAwait(false);
        if (left && !soft)
            metrics.Departed(token.EventId, "left", 1);
        if (!soft)
            toldWaits.Gone(token.EventId, token.Place);
        operation.Result = left ? soft ? "left_softly" : "left" : "already_gone";
        return left ? LeaveOutcome.Left : LeaveOutcome.AlreadyGone;
    }

    public async ValueTask<EventSettings> GetSettingsAsync(string eventId, CancellationToken cancellationToken = default)
    {
        Queueing.EventId.ThrowIfInvalid(eventId);
        return await store.SettingsAsync(eventId, new EventSettingsChange(), monitor.View(eventId).Policy, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<EventSettings> ChangeSettingsAsync(string eventId, EventSettingsChange change, CancellationToken cancellationToken = default)
    {
        Queueing.EventId.ThrowIfInvalid(eventId);
        EventSettingsChange.ThrowIfInvalid(change);
        using var operation = Start(OperationNames.Settings, eventId);
        var settings = await store.SettingsAsync(eventId, change, monitor.View(eventId).Policy, cancellationToken).ConfigureAwait(false);
        logger.SettingsChanged(eventId, settings.RefillPerSecond, settings.Capacity, settings.Paused);
        operation.Result = "changed";
        return settings;
    }

    public ValueTask<bool> IsAvailableAsync(CancellationToken cancellationToken = default) => store.PingAsync(cancellationToken);

    /// <summary>
    /// An entry that exists is a repeated request, or a second one of the same user. A place that was taken after the key was
    /// tied was taken under that key; an older one was taken without it.
    /// </summary>
    private static JoinOutcome Outcome(JoinReply reply, Visitor visitor, BindReply? binding)
    {
        if (reply.Created)
            return JoinOutcome.Joined;
        if (visitor.UserId is null)
            return JoinOutcome.AlreadyWaiting;
        return binding is { } key && reply.Ticket >= key.Since ? JoinOutcome.AlreadyWaiting : JoinOutcome.Duplicate;
    }

    private Operation Start(string name, string eventId) => new(metrics, time, name, eventId);

    private static TimeSpan PollAfter(TimeSpan left, EventPolicy policy) => PollPacing.After(left, policy, Random.Shared.NextDouble());
}
