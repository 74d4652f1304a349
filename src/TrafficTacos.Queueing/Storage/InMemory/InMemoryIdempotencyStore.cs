namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>The default store, for one process, on the application's <see cref="TimeProvider"/>. Its memory is bounded: when the
/// responses together are too long, the oldest are forgotten first; a claim never is.</summary>
internal sealed class InMemoryIdempotencyStore(TimeProvider time, long maxSize = InMemoryIdempotencyStore.MaxSize) : IIdempotencyStore
{
    /// <summary>Bytes of responses that are kept at once.</summary>
    private const long MaxSize = 64 * 1024 * 1024;

    private readonly Dictionary<UInt128, Record> _keys = [];
    private readonly Lock _lock = new();

    // Every key is kept equally long from its claim or its response, so each list is in the order in which its keys expire.
    private readonly LinkedList<Record> _claims = new();
    private readonly LinkedList<Record> _completed = new();
    private readonly long _start = time.GetTimestamp();
    private long _size;

    public ValueTask<IdempotencyReply> ClaimAsync(
        UInt128 key, UInt128 fingerprint, UInt128 owner, TimeSpan lease, TimeSpan retention, CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult(Claim(key, fingerprint, owner, lease, retention, Now()));
    }

    public ValueTask<bool> CompleteAsync(UInt128 key, UInt128 owner, ReadOnlyMemory<byte> response, TimeSpan retention, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var at = Now();
            Sweep(at);
            if (!TryFind(key, owner, out var record))
                return ValueTask.FromResult(false);
            _claims.Remove(record.Node);
            record.Response = response.ToArray();
            record.Expires = at + (long)retention.TotalMicroseconds;
            _completed.AddLast(record.Node);
            _size += response.Length;
            while (_size > maxSize)
                Forget(_completed.First!.Value);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<bool> ReleaseAsync(UInt128 key, UInt128 owner, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Sweep(Now());
            if (!TryFind(key, owner, out var record))
                return ValueTask.FromResult(false);
            Forget(record);
            return ValueTask.FromResult(true);
        }
    }

    /// <summary>For tests: how many keys are kept.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _keys.Count;
        }
    }

    private IdempotencyReply Claim(UInt128 key, UInt128 fingerprint, UInt128 owner, TimeSpan lease, TimeSpan retention, long at)
    {
        Sweep(at);
        if (_keys.TryGetValue(key, out var record))
        {
            if (record.Fingerprint != fingerprint)
                return new IdempotencyReply(IdempotencyCode.Conflict);
            if (record.Response is { } response)
                return new IdempotencyReply(IdempotencyCode.Completed, response);
            if (at <= record.Lease)
                return new IdempotencyReply(IdempotencyCode.InProgress);
            Forget(record);
        }

        record = new Record(key, fingerprint, owner) { Lease = at + (long)lease.TotalMicroseconds, Expires = at + (long)retention.TotalMicroseconds };
        _keys.Add(key, record);
        _claims.AddLast(record.Node);
        return new IdempotencyReply(IdempotencyCode.Claimed);
    }

    private bool TryFind(UInt128 key, UInt128 owner, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Record? record) =>
        _keys.TryGetValue(key, out record) && record.Response is null && record.Owner == owner;

    /// <summary>What has expired is in front, so this costs only what it removes.</summary>
    private void Sweep(long at)
    {
        foreach (var list in (ReadOnlySpan<LinkedList<Record>>)[_claims, _completed])
        {
            while (list.First is { } first && at > first.Value.Expires)
                Forget(first.Value);
        }
    }

    private void Forget(Record record)
    {
        record.Node.List!.Remove(record.Node);
        _keys.Remove(record.Key);
        _size -= record.Response?.Length ?? 0;
    }

    /// <summary>Microseconds since this store began, by a clock that never goes back.</summary>
    private long Now() => time.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMicrosecond;

    private sealed class Record
    {
        public Record(UInt128 key, UInt128 fingerprint, UInt128 owner)
        {
            Key = key;
            Fingerprint = fingerprint;
            Owner = owner;
            Node = new LinkedListNode<Record>(this);
        }

        public UInt128 Key { get; }

        public UInt128 Fingerprint { get; }

        public UInt128 Owner { get; }

        public LinkedListNode<Record> Node { get; }

        public long Lease { get; init; }

        public long Expires { get; set; }

        public byte[]? Response { get; set; }
    }
}
