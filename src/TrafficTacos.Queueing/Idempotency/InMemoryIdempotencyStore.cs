namespace TrafficTacos.Queueing.Idempotency;

/// <summary>The default store, for one process, on the application's <see cref="TimeProvider"/>. Its memory is bounded: when
/// the answers together are too long, the oldest are forgotten first; a claim never is.</summary>
internal sealed class InMemoryIdempotencyStore(TimeProvider time, long mostHeld = InMemoryIdempotencyStore.MostHeld) : IIdempotencyStore
{
    /// <summary>Bytes of answers that are kept at once.</summary>
    private const long MostHeld = 64 * 1024 * 1024;

    private readonly Dictionary<UInt128, HeldKey> _keys = [];
    private readonly Lock _lock = new();

    // Every key is kept equally long from its claim or its answer on, so each list is in the order in which its keys expire.
    private readonly LinkedList<HeldKey> _claims = new();
    private readonly LinkedList<HeldKey> _answers = new();
    private readonly long _start = time.GetTimestamp();
    private long _held;

    public ValueTask<IdempotencyReply> ClaimAsync(
        UInt128 key, UInt128 fingerprint, UInt128 owner, TimeSpan lease, TimeSpan kept, CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult(Claim(key, fingerprint, owner, lease, kept, Now()));
    }

    public ValueTask<bool> CompleteAsync(UInt128 key, UInt128 owner, ReadOnlyMemory<byte> answer, TimeSpan kept, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var at = Now();
            Sweep(at);
            if (!TryFind(key, owner, out var held))
                return ValueTask.FromResult(false);
            _claims.Remove(held.Node);
            held.Answer = answer.ToArray();
            held.Expires = at + (long)kept.TotalMicroseconds;
            _answers.AddLast(held.Node);
            _held += answer.Length;
            while (_held > mostHeld)
                Forget(_answers.First!.Value);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<bool> ReleaseAsync(UInt128 key, UInt128 owner, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Sweep(Now());
            if (!TryFind(key, owner, out var held))
                return ValueTask.FromResult(false);
            Forget(held);
            return ValueTask.FromResult(true);
        }
    }

    /// <summary>For tests: how many keys are held.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _keys.Count;
        }
    }

    private IdempotencyReply Claim(UInt128 key, UInt128 fingerprint, UInt128 owner, TimeSpan lease, TimeSpan kept, long at)
    {
        Sweep(at);
        if (_keys.TryGetValue(key, out var held))
        {
            if (held.Fingerprint != fingerprint)
                return new IdempotencyReply(IdempotencyCode.Conflict);
            if (held.Answer is { } answer)
                return new IdempotencyReply(IdempotencyCode.Answered, answer);
            if (at <= held.Lease)
                return new IdempotencyReply(IdempotencyCode.InProgress);
            Forget(held);
        }

        held = new HeldKey(key, fingerprint, owner) { Lease = at + (long)lease.TotalMicroseconds, Expires = at + (long)kept.TotalMicroseconds };
        _keys.Add(key, held);
        _claims.AddLast(held.Node);
        return new IdempotencyReply(IdempotencyCode.Claimed);
    }

    private bool TryFind(UInt128 key, UInt128 owner, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HeldKey? held) =>
        _keys.TryGetValue(key, out held) && held.Answer is null && held.Owner == owner;

    /// <summary>Whatever has expired stands in front, so this costs only what it takes out.</summary>
    private void Sweep(long at)
    {
        foreach (var list in (ReadOnlySpan<LinkedList<HeldKey>>)[_claims, _answers])
        {
            while (list.First is { } first && at > first.Value.Expires)
                Forget(first.Value);
        }
    }

    private void Forget(HeldKey held)
    {
        held.Node.List!.Remove(held.Node);
        _keys.Remove(held.Key);
        _held -= held.Answer?.Length ?? 0;
    }

    /// <summary>Microseconds since this store began, by a clock that never goes back.</summary>
    private long Now() => time.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMicrosecond;

    private sealed class HeldKey
    {
        public HeldKey(UInt128 key, UInt128 fingerprint, UInt128 owner)
        {
            Key = key;
            Fingerprint = fingerprint;
            Owner = owner;
            Node = new LinkedListNode<HeldKey>(this);
        }

        public UInt128 Key { get; }

        public UInt128 Fingerprint { get; }

        public UInt128 Owner { get; }

        public LinkedListNode<HeldKey> Node { get; }

        public long Lease { get; init; }

        public long Expires { get; set; }

        public byte[]? Answer { get; set; }
    }
}
