using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>The default store: one process, nothing to install. Its clock is the application's <see cref="TimeProvider"/>, so a test
/// or a simulation runs it in virtual time.</summary>
internal sealed partial class InMemoryQueueStore(TimeProvider time, ChangedSettingsFile? settings = null) : IQueueStore
{
    private const int SweepFrom = 1024;

    private readonly ConcurrentDictionary<string, EventQueue> _events = new(StringComparer.Ordinal);
    private readonly KeyBindings _bindings = new();
    private readonly Lock _secretLock = new();

    // The clock is the wall clock at the start plus what the monotonic one adds: it goes on when somebody sets the clock back.
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _startTimestamp = time.GetTimestamp();
    private byte[]? _secret;
    private int _sweepAt = SweepFrom;

    public int ReconnectCount => 0;

    public ValueTask<JoinReply> JoinAsync(string eventId, EntryId entry, ulong label, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Write(eventId, (entry, label, policy), static (queue, a, at) => queue.Join(a.entry, a.label, a.policy, at)));

    public ValueTask<StatusReply> StatusAsync(
        string eventId, Place place, PlaceProof proof, bool hidden, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (place, proof, hidden, policy), static (queue, a, at) => queue.Status(a.place, a.proof, a.hidden, a.policy, at)));

    public ValueTask<int> HearAsync(string eventId, IReadOnlyList<LateHeartbeat> heartbeats, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (heartbeats, policy), static (queue, a, at) => queue.HearLate(a.heartbeats, a.policy, at)));

    public ValueTask<EnterReply> EnterAsync(
        string eventId, Place place, PlaceProof proof, UInt128 user, ulong passId, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(
            eventId, (place, proof, user, passId, policy), static (queue, a, at) => queue.Enter(a.place, a.proof, a.user, a.passId, a.policy, at)));

    public ValueTask<bool> AttachAsync(string eventId, Place place, EntryId own, UInt128 user, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (place, own, user, policy), static (queue, a, at) => queue.Attach(a.place, a.own, a.user, a.policy, at)));

    public ValueTask<PassReply?> FindPassAsync(string eventId, Place place, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (place, policy), static (queue, a, at) => queue.FindPass(a.place, a.policy, at)));

    public ValueTask<bool> LeaveAsync(string eventId, Place place, bool soft, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (place, soft, policy), static (queue, a, at) => queue.Leave(a.place, a.soft, a.policy, at)));

    public ValueTask<RedeemReply> RedeemAsync(
        string eventId, Place place, PassProof proof, RedeemStep step, PassClaimant claimant, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(
            eventId, (place, proof, step, claimant, policy), static (queue, a, at) => queue.Redeem(a.place, a.proof, a.step, a.claimant, a.policy, at)));

    public ValueTask<OpenReply> OpenSessionAsync(
        string eventId, Place place, PassProof proof, ulong sessionId, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(
            eventId, (place, proof, sessionId, policy), static (queue, a, at) => queue.OpenSession(a.place, a.proof, a.sessionId, a.policy, at)));

    public ValueTask<SessionReply> SessionAsync(
        string eventId, Place place, SessionProof proof, SessionStep step, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(
            eventId, (place, proof, step, policy), static (queue, a, at) => queue.StepSession(a.place.Entry, a.proof.Id, a.step, a.place, a.proof, a.policy, at)));

    public ValueTask<MaintenanceReply> MaintainAsync(string eventId, TimeSpan away, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (away, policy), static (queue, a, at) => queue.Maintain(a.away, a.policy, at)));

    public ValueTask<SettingsReply> SettingsAsync(string eventId, EventSettingsChange change, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(SettingValues.IsEmpty(change)
            ? Read(eventId, (change, policy), static (queue, a, at) => queue.Change(a.change, a.policy, at))
            : Write(
                eventId, (change, policy, eventId, settings), static (queue, a, at) => queue.Change(a.change, a.policy, at, changed => a.settings?.Write(a.eventId, changed))));

    public ValueTask<BindReply> BindAsync(UInt128 key, UInt128 fingerprint, TimeSpan retention, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_bindings.Bind(key, fingerprint, (long)retention.TotalMicroseconds, Now()));

    public ValueTask<byte[]> ShareSecretAsync(byte[] proposal, CancellationToken cancellationToken)
    {
        lock (_secretLock)
            return ValueTask.FromResult(_secret ??= proposal);
    }

    public ValueTask<bool> PingAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);

    /// <summary>For tests that compare whole states.</summary>
    internal EventQueue Peek(string eventId) => _events.GetOrAdd(eventId, static (id, store) => store.NewQueue(id), this);

    /// <summary>For tests: how many events are kept.</summary>
    internal int Count => _events.Count;

    /// <summary>An operation that leaves nothing behind where there is no event, unless a token proves that there was one.</summary>
    private TReply Read<TArguments, TReply>(string eventId, TArguments arguments, Func<EventQueue, TArguments, long, TReply> operation)
    {
        while (true)
        {
            if (_events.TryGetValue(eventId, out var queue))
            {
                if (TryRun(eventId, queue, arguments, operation, out var reply))
                    return reply;
                continue;
            }

            var none = NewQueue(eventId);
            var ofNone = operation(none, arguments, Now());
            if (!none.HasBegun || _events.TryAdd(eventId, none))
                return ofNone;
        }
    }

    private TReply Write<TArguments, TReply>(string eventId, TArguments arguments, Func<EventQueue, TArguments, long, TReply> operation)
    {
        while (true)
        {
            if (TryRun(eventId, _events.GetOrAdd(eventId, static (id, store) => store.NewQueue(id), this), arguments, operation, out var reply))
                return reply;
        }
    }

    /// <summary>False for an event that has expired, which is then forgotten.</summary>
    private bool TryRun<TArguments, TReply>(
        string eventId,
        EventQueue queue,
        TArguments arguments,
        Func<EventQueue, TArguments, long, TReply> operation,
        [MaybeNullWhen(false)] out TReply reply)
    {
        lock (queue.Lock)
        {
            // Read under the lock: this event's operations happen in the order of their times.
            var at = Now();
            if (at <= queue.ExpiresAt)
            {
                reply = operation(queue, arguments, at);
                return true;
            }
        }

        Forget(KeyValuePair.Create(eventId, queue), Now());
        reply = default;
        return false;
    }

    private EventQueue NewQueue(string eventId)
    {
        // Invented event ids must not fill the memory: whenever the number of events has doubled, the expired ones go.
        if (_events.Count >= Volatile.Read(ref _sweepAt))
        {
            var at = Now();
            foreach (var held in _events)
            {
                if (at > held.Value.ExpiresAt)
                    Forget(held, at);
            }

            Volatile.Write(ref _sweepAt, Math.Max(SweepFrom, 2 * _events.Count));
        }

        return settings is null ? new EventQueue() : new EventQueue(settings.Read(eventId));
    }

    /// <summary>Of an event that has expired the record of its draw stays.</summary>
    private void Forget(KeyValuePair<string, EventQueue> expired, long at)
    {
        if (expired.Value.HeirAt(at) is { } heir)
            _events.TryUpdate(expired.Key, heir, expired.Value);
        else
            _events.TryRemove(expired);
    }

    /// <summary>Microseconds since the Unix epoch, never going back.</summary>
    private long Now() => (_start - DateTimeOffset.UnixEpoch + time.GetElapsedTime(_startTimestamp)).Ticks / TimeSpan.TicksPerMicrosecond;
}
