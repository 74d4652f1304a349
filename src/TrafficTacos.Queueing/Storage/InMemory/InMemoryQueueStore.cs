using System.Collections.Concurrent;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>The default store: one process, nothing to install. Its clock is the application's <see cref="TimeProvider"/>,
/// so a test or a simulation runs it in virtual time.</summary>
internal sealed class InMemoryQueueStore(TimeProvider time) : IQueueStore
{
    private readonly ConcurrentDictionary<string, EventQueue> _events = new(StringComparer.Ordinal);
    private const int SweepFrom = 1024;

    private readonly KeyBindings _bindings = new();
    private readonly Lock _secretLock = new();
    private byte[]? _secret;
    private long _clock;
    private int _sweepAt = SweepFrom;

    public ValueTask<JoinReply> JoinAsync(string eventId, EntryId entry, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Locked(eventId, (entry, policy), static (queue, a, at) => queue.Join(a.entry, a.policy, at)));

    public ValueTask<StatusReply> StatusAsync(string eventId, IReadOnlyList<Place> places, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Locked(eventId, (places, policy), static (queue, a, at) => queue.Status(a.places, a.policy, at)));

    public ValueTask<EnterReply> EnterAsync(string eventId, Place place, UInt128 user, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Locked(eventId, (place, user, policy), static (queue, a, at) => queue.Enter(a.place, a.user, a.policy, at)));

    public ValueTask<bool> LeaveAsync(string eventId, Place place, bool soft, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Locked(eventId, (place, soft, policy), static (queue, a, at) => queue.Leave(a.place, a.soft, a.policy, at)));

    public ValueTask<RedeemReply> RedeemAsync(
        string eventId, Place place, RedeemStep step, UInt128 claim, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Locked(eventId, (place, step, claim, policy), static (queue, a, at) => queue.Redeem(a.place, a.step, a.claim, a.policy, at)));

    public ValueTask<PulseReply> PulseAsync(string eventId, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Locked(eventId, policy, static (queue, policy, at) => queue.Pulse(policy, at)));

    public ValueTask<EventSettings> SettingsAsync(string eventId, EventSettingsChange change, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Locked(eventId, (change, policy), static (queue, a, at) => queue.Settings(a.change, a.policy, at)));

    public ValueTask<BindReply> BindAsync(UInt128 key, UInt128 fingerprint, TimeSpan holds, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_bindings.Bind(key, fingerprint, (long)holds.TotalMicroseconds, Now()));

    public ValueTask<byte[]> ShareSecretAsync(byte[] proposal, CancellationToken cancellationToken)
    {
        lock (_secretLock)
            return ValueTask.FromResult(_secret ??= proposal);
    }

    public int Generation => 0;

    public ValueTask<bool> PingAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);

    /// <summary>For tests that compare whole states.</summary>
    internal EventQueue Peek(string eventId) => _events.GetOrAdd(eventId, static _ => new EventQueue());

    private TReply Locked<TArguments, TReply>(string eventId, TArguments arguments, Func<EventQueue, TArguments, long, TReply> operation)
    {
        while (true)
        {
            var queue = _events.GetOrAdd(eventId, static (_, store) => store.New(), this);
            lock (queue)
            {
                // Read under the lock: this event's operations happen in the order of their times.
                var at = Now();
                if (at <= queue.ExpiresAt)
                    return operation(queue, arguments, at);
            }

            _events.TryRemove(KeyValuePair.Create(eventId, queue));
        }
    }

    private EventQueue New()
    {
        // Somebody who invents event ids must not fill the memory for ever: whenever the events have doubled, the old ones go.
        if (_events.Count >= Volatile.Read(ref _sweepAt))
        {
            var at = Volatile.Read(ref _clock);
            foreach (var held in _events)
            {
                if (at > held.Value.ExpiresAt)
                    _events.TryRemove(held);
            }

            Volatile.Write(ref _sweepAt, Math.Max(SweepFrom, 2 * _events.Count));
        }

        return new EventQueue();
    }

    /// <summary>Microseconds, never going back, whatever the machine's clock does.</summary>
    private long Now()
    {
        var now = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMicrosecond - DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMicrosecond;
        long last;
        do
        {
            last = Volatile.Read(ref _clock);
            if (now <= last)
                return last;
        }
        while (Interlocked.CompareExchange(ref _clock, now, last) != last);
        return now;
    }
}
